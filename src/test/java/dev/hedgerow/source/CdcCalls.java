package dev.hedgerow.source;

import static dev.hedgerow.Calls.text;
import static dev.hedgerow.source.SourceCalls.SCHEMAS;
import static dev.hedgerow.source.SourceCalls.SOURCES;
import static dev.hedgerow.source.SourceCalls.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Calls to sources whose changes are followed. */
record CdcCalls(SourceCalls calls) {

    String create(String mode) {
        return create("items", mode);
    }

    String create(String table, String mode) {
        var id = calls.create(source(List.of(table(table, "sync_type", "cdc", "cdc_table_mode", mode))));
        awaitStatus(id, table, "Completed");
        assertThat(calls.<String>schema(id, table, "sync_frequency")).isEqualTo("5min");
        return id;
    }

    String source(List<Map<String, Object>> tables) {
        return calls.source("", Map.of("schema", "public", "cdc_enabled", true), tables);
    }

    void patch(String source, String table, String change) {
        calls.send(PATCH, SCHEMAS + calls.schema(source, table, "id"), change)
                .expectStatus()
                .isOk();
    }

    void act(String source, String action, String answer) {
        calls.send(POST, SOURCES + source + "/" + action + "/", "{}")
                .expectStatus()
                .isOk()
                .expectBody()
                .json(answer);
    }

    Object status(String source, String path) {
        return JsonPath.read(
                text(calls.get(SOURCES + source + "/cdc_status/").expectStatus().isOk()), path);
    }

    String jobs(String source) {
        return text(calls.get(SOURCES + source + "/jobs/").expectStatus().isOk());
    }

    void assertRows(String rows) {
        awaitRows("select id, name, toFloat(price) from postgres.items order by id", rows);
    }

    void awaitRows(String hogql, String rows) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(calls.query(hogql)).hasToString(rows));
    }

    void awaitStatus(String source, String table, String status) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> assertThat(calls.<String>schema(source, table, "status"))
                        .as(String.valueOf(calls.<String>schema(source, table, "latest_error")))
                        .isEqualTo(status));
    }

    /** As an operator would who is short of disk. */
    void dropSlot(String source) {
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> {
            calls.database().execute("""
                    SELECT pg_terminate_backend(active_pid, 5000) FROM pg_replication_slots
                     WHERE slot_name = '%1$s' AND active;
                    SELECT pg_drop_replication_slot('%1$s')
                    """.formatted(slot(source)));
            return true;
        });
    }

    List<String> slots() {
        try (var connection = calls.database().connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT string_agg(slot_name, ',') FROM pg_replication_slots WHERE database = current_database()")) {
            row.next();
            return row.getString(1) == null
                    ? List.of()
                    : List.of(row.getString(1).split(","));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static String slot(String source) {
        return "posthog_" + source.replace("-", "").substring(0, 12);
    }

    /** Slots are few, and each keeps the log of the whole server. */
    void deleteSources() {
        for (var id : JsonPath.<List<String>>read(text(calls.get(SOURCES)), "$.results[*].id")) {
            calls.send(DELETE, SOURCES + id, "").expectStatus().isNoContent();
        }
    }
}
