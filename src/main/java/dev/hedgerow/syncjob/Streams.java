package dev.hedgerow.syncjob;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** One row a source: how the following of its changes goes. */
@Repository
class Streams {

    private final JdbcClient jdbc;

    Streams(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param failures in a row
     * @param broken whether somebody has to repair it
     */
    record Row(int failures, boolean broken, @Nullable String latestError) {}

    Optional<Row> find(UUID source) {
        return jdbc.sql("SELECT * FROM external_data_stream WHERE source_id = :source")
                .param("source", source)
                .query((row, _) ->
                        new Row(row.getInt("failures"), row.getBoolean("broken"), row.getString("latest_error")))
                .optional();
    }

    /** Says how many times in a row that was. */
    int failed(UUID source, String error) {
        return jdbc.sql("""
                        INSERT INTO external_data_stream (source_id, failures, latest_error)
                        VALUES (:source, 1, :error)
                            ON CONFLICT (source_id)
                            DO UPDATE SET failures = external_data_stream.failures + 1, latest_error = :error
                        RETURNING failures
                        """)
                .param("source", source)
                .param("error", error)
                .query(Integer.class)
                .single();
    }

    void breaks(UUID source, String error) {
        jdbc.sql("""
                        INSERT INTO external_data_stream (source_id, broken, latest_error)
                        VALUES (:source, true, :error)
                            ON CONFLICT (source_id) DO UPDATE SET broken = true, latest_error = :error
                        """).param("source", source).param("error", error).update();
    }

    /** Nothing is wrong any more, or not known to be. */
    void clear(UUID source) {
        jdbc.sql("DELETE FROM external_data_stream WHERE source_id = :source")
                .param("source", source)
                .update();
    }
}
