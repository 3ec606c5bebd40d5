package dev.hedgerow.source;

import static dev.hedgerow.source.SourceCalls.SCHEMAS;
import static dev.hedgerow.source.SourceCalls.SOURCES;
import static dev.hedgerow.source.SourceCalls.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import com.github.kagkarlsson.scheduler.task.TaskDescriptor;
import dev.hedgerow.LockHolder;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.database.SourcePostgres;
import dev.hedgerow.worker.DueTasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Requests that meet a worker in the middle of writing down how a sync went: they wait for it. Had they begun with what
 * the worker ends with, each would wait for the other, and PostgreSQL would end one of them.
 */
@ServerTest
class WorkersAndPeopleTest {

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transactions;

    SourcePostgres.Database database;
    SourceCalls calls;
    String source;
    UUID first;
    UUID second;

    @BeforeEach
    void source() {
        database = SourcePostgres.shared().database();
        database.execute("CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY)");
        calls = new SourceCalls(http, tenants.create(), database);
        source = calls.create(new CdcCalls(calls)
                .source(List.of(table("a", "sync_type", "full_refresh"), table("b", "sync_type", "full_refresh"))));
        first = awaitSynced("a");
        second = awaitSynced("b");
    }

    @AfterEach
    void dropSlot() {
        new CdcCalls(calls).deleteSources();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"should_sync\": false}",
                "{\"sync_type\": \"xmin\"}",
                "{\"sync_type\": \"cdc\", \"cdc_table_mode\": \"both\"}",
                "{\"sync_frequency\": \"12hour\"}",
                "{\"enabled_columns\": [\"id\"]}"
            })
    void aSchemaIsChangedWhileItsSyncEnds(String change) {
        meetingAWorker(() -> calls.send(PATCH, SCHEMAS + first, change))
                .expectStatus()
                .isOk();
    }

    @Test
    void aSourceIsReloadedWhileItsSyncsEnd() {
        meetingAWorker(() -> calls.send(POST, SOURCES + source + "/reload/", ""))
                .expectStatus()
                .isOk();
    }

    @Test
    void aSourceIsLookedAtWhileItsSyncsEnd() {
        database.execute("ALTER TABLE a ADD COLUMN more text; DROP TABLE b");

        meetingAWorker(() -> calls.send(POST, SOURCES + source + "/refresh_schemas/", ""))
                .expectStatus()
                .isOk();
    }

    @Test
    void captureIsSwitchedOffWhileSyncsEnd() {
        meetingAWorker(() -> calls.send(POST, SOURCES + source + "/disable_cdc/", ""))
                .expectStatus()
                .isOk();
    }

    @Test
    void aSourceIsDeletedWhileItsSyncsEnd() {
        meetingAWorker(() -> calls.send(DELETE, SOURCES + source, ""))
                .expectStatus()
                .isNoContent();
    }

    @Test
    @Tag("pain-19")
    void aTableThatIsDeletedWhileItsSyncIsAboutToBeginIsNotSynced(@Autowired DueTasks tasks) {
        await().until(() -> jdbc.sql("SELECT NOT picked FROM scheduled_tasks WHERE task_instance = :id")
                .param("id", first.toString())
                .query(Boolean.class)
                .single());
        new LockHolder(jdbc, transactions)
                .meet(
                        () -> jdbc.sql("SELECT schema_id FROM external_data_progress WHERE schema_id = :id FOR UPDATE")
                                .param("id", first)
                                .query(UUID.class)
                                .single(),
                        () -> {
                            tasks.bringForward(
                                    TaskDescriptor.of("sync")
                                            .instance(first.toString())
                                            .build(),
                                    Instant.EPOCH);
                            return true;
                        },
                        () -> jdbc.sql("UPDATE external_data_schema SET deleted_at = now() WHERE id = :id")
                                .param("id", first)
                                .update());

        await().atMost(Duration.ofSeconds(20))
                .until(() -> jdbc.sql("SELECT count(*) FROM external_data_progress WHERE schema_id = :id")
                                .param("id", first)
                                .query(Integer.class)
                                .single()
                        == 0);
        assertThat(jdbc.sql("SELECT count(*) FROM external_data_job WHERE schema_id = :id")
                        .param("id", first)
                        .query(Integer.class)
                        .single())
                .isOne();
    }

    @Test
    @Tag("pain-23")
    void aSourceIsChangedByTwoAtOnce() {
        meeting(
                        "UPDATE external_data_source SET description = 'theirs' WHERE id = :source",
                        () -> calls.send(PATCH, SOURCES + source, "{\"auto_sync_new_schemas\": true}"))
                .expectStatus()
                .isOk()
                .expectBody()
                .json("{\"description\": \"theirs\", \"auto_sync_new_schemas\": true}");
    }

    @Test
    void settingsThatWereTriedDoNotUndoWhatSomebodyElseHasSet() {
        meeting(
                        "UPDATE external_data_source SET job_inputs = job_inputs || '{\"cdc_enabled\": false}' WHERE id = :source",
                        () -> calls.send(PATCH, SOURCES + source, "{\"job_inputs\": {\"schema\": \"pg_catalog\"}}"))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.detail")
                .isEqualTo("Somebody else changed the settings of this source meanwhile. Please try again.");
    }

    /** Sends the request while somebody else is executing a statement about the source. */
    private ResponseSpec meeting(String statement, Supplier<ResponseSpec> request) {
        return new LockHolder(jdbc, transactions)
                .meet(
                        () -> jdbc.sql(statement)
                                .param("source", UUID.fromString(source))
                                .update(),
                        request,
                        () -> {});
    }

    /** Sends the request after a worker took the locks of the tables and before it writes to their rows. */
    private ResponseSpec meetingAWorker(Supplier<ResponseSpec> request) {
        var both = List.of(first, second);
        return new LockHolder(jdbc, transactions)
                .meet(
                        () -> jdbc.sql("""
                                        SELECT schema_id
                                          FROM external_data_progress
                                         WHERE schema_id IN (:schemas)
                                           FOR UPDATE
                                        """)
                                .param("schemas", both)
                                .query(UUID.class)
                                .list(),
                        request,
                        () -> jdbc.sql("UPDATE external_data_schema SET status = 'Completed' WHERE id IN (:schemas)")
                                .param("schemas", both)
                                .update());
    }

    private UUID awaitSynced(String table) {
        await().atMost(Duration.ofSeconds(30)).until(() -> "Completed".equals(calls.schema(source, table, "status")));
        return UUID.fromString(calls.schema(source, table, "id"));
    }
}
