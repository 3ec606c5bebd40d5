package dev.hedgerow.connector.jdbc;

import dev.hedgerow.connector.TableColumn;
import dev.hedgerow.connector.sql.Column;
import dev.hedgerow.connector.sql.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** A dialect together with what the server's results look like. */
public interface JdbcDialect extends Dialect {

    /** By which the server describes its tables. */
    CatalogQueries catalog();

    /** Reads a row of {@link CatalogQueries#columns}. */
    Column column(ResultSet row) throws SQLException;

    Values values(List<TableColumn> columns);
}
