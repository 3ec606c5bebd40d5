package dev.hedgerow.engine.duckdb;

import static java.util.stream.Collectors.joining;

import dev.hedgerow.engine.ColumnType;
import dev.hedgerow.engine.RowBatch;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.jspecify.annotations.Nullable;

/**
 * Lets SQL read our row sources: a table function that pulls rows out of Java straight into DuckDB's vectors. A source
 * is named by an unguessable token and only while it is open, and the {@link SelectGate} keeps queries away from the
 * function.
 */
final class RowFeed implements DuckDBTableFunction<RowFeed.Open, RowFeed.Open, Object> {

    private static final String NAME = "hedgerow_rows";

    private final Map<String, Open> sources = new ConcurrentHashMap<>();

    void register(Connection connection) throws SQLException {
        try (var builder = DuckDBFunctions.tableFunction()) {
            builder.withName(NAME)
                    .withParameter(String.class)
                    .withFunction(this)
                    .register(connection);
        }
        // The driver keeps a record of each registration for ever; databases open and close as long as the server runs.
        DuckDBDriver.clearFunctionsRegistry();
    }

    Open open(RowSource source) {
        var open = new Open(UUID.randomUUID().toString(), source);
        sources.put(open.token, open);
        return open;
    }

    @Override
    public Open bind(DuckDBTableFunctionBindInfo info) throws SQLException {
        String token;
        try (var parameter = info.getParameter(0)) {
            token = parameter.getString();
        }
        var open = sources.get(token);
        if (open == null) {
            throw new SQLException("No rows are open under this name");
        }
        open.declareColumns(info);
        return open;
    }

    @Override
    public Open init(DuckDBTableFunctionInitInfo info) {
        info.setMaxThreads(1);
        Open open = info.getBindData();
        open.begin();
        return open;
    }

    @Override
    public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter chunk) {
        Open open = info.getInitData();
        return open.fill(chunk);
    }

    /** A source while SQL may read it, once. */
    final class Open implements AutoCloseable {

        private final String token;
        private final RowSource source;
        private final AtomicBoolean begun = new AtomicBoolean();
        private @Nullable VectorBatch batch;
        private volatile @Nullable RuntimeException failure;

        private Open(String token, RowSource source) {
            this.token = token;
            this.source = source;
        }

        /** A SELECT of all the rows, with names and types as the source declares them. */
        String select() {
            var columns = source.columns();
            return IntStream.range(0, columns.size())
                    .mapToObj(i -> value("c" + i, columns.get(i).type()) + " AS "
                            + Sql.quoted(columns.get(i).name()))
                    .collect(joining(", ", "SELECT ", " FROM %s(%s)".formatted(NAME, Sql.literal(token))));
        }

        /** What the source itself threw, which DuckDB would pass on as text only. */
        void rethrowFailure() {
            var thrown = failure;
            if (thrown != null) {
                throw thrown;
            }
        }

        @Override
        public void close() {
            sources.remove(token);
        }

        /** Reading what has been read would find no rows, and nobody would notice. */
        private void begin() {
            if (!begun.compareAndSet(false, true)) {
                throw new IllegalStateException("Rows from elsewhere can be read once only");
            }
        }

        private void declareColumns(DuckDBTableFunctionBindInfo info) throws SQLException {
            var columns = source.columns();
            for (int i = 0; i < columns.size(); i++) {
                try (var type = transport(columns.get(i).type())) {
                    info.addResultColumn("c" + i, type);
                }
            }
        }

        private long fill(DuckDBDataChunkWriter chunk) {
            try {
                if (batch == null) {
                    batch = new VectorBatch(source.columns().toArray(SourceColumn[]::new));
                }
                batch.begin(chunk);
                int rows = source.fill(batch);
                batch.finish(rows);
                return rows;
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
    }

    /** The type in which values cross over; DuckDB's driver cannot write vectors of every type. */
    private static DuckDBLogicalType transport(ColumnType type) throws SQLException {
        return switch (type) {
            case ColumnType.Decimal(int precision, int scale) -> DuckDBLogicalType.decimal(precision, scale);
            case ColumnType.Simple simple ->
                DuckDBLogicalType.of(
                        switch (simple) {
                            case BOOLEAN -> DuckDBColumnType.BOOLEAN;
                            case INTEGER, TIMESTAMP, INSTANT -> DuckDBColumnType.BIGINT;
                            case DATE -> DuckDBColumnType.INTEGER;
                            case BIG_INTEGER -> DuckDBColumnType.HUGEINT;
                            case DOUBLE -> DuckDBColumnType.DOUBLE;
                            case TEXT, JSON, UUID, BYTES -> DuckDBColumnType.VARCHAR;
                        });
        };
    }

    private static String value(String crossed, ColumnType type) {
        return switch (type) {
            case ColumnType.Decimal _ -> crossed;
            case ColumnType.Simple simple ->
                switch (simple) {
                    case BOOLEAN, INTEGER, BIG_INTEGER, DOUBLE, TEXT -> crossed;
                    case JSON, UUID -> crossed + "::" + Sql.type(type);
                    case BYTES -> "from_base64(" + crossed + ")";
                    case DATE -> finite(crossed, RowBatch.DATE_INFINITY, "DATE '1970-01-01' + %s", "DATE");
                    case TIMESTAMP -> finite(crossed, RowBatch.TIMESTAMP_INFINITY, "make_timestamp(%s)", "TIMESTAMP");
                    case INSTANT -> finite(crossed, RowBatch.TIMESTAMP_INFINITY, "make_timestamptz(%s)", "TIMESTAMPTZ");
                };
        };
    }

    /** DuckDB knows infinite moments, but its functions that make moments do not. */
    private static String finite(String crossed, long infinity, String value, String type) {
        return "CASE %1$s WHEN %2$d THEN %3$s 'infinity' WHEN -%2$d THEN %3$s '-infinity' ELSE %4$s END"
                .formatted(crossed, infinity, type, value.formatted(crossed));
    }
}
