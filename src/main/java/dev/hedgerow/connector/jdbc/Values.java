package dev.hedgerow.connector.jdbc;

import dev.hedgerow.engine.RowBatch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Turns what a driver gives into what the warehouse takes. */
public interface Values {

    /** Writes one value, null or not, and says about how many bytes it has. */
    int write(RowBatch batch, int row, int column, ResultSet result) throws SQLException;

    /** One sentence for each column some of whose values became something else. */
    List<String> warnings();
}
