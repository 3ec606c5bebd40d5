package dev.hedgerow.connector.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.connector.Change;
import dev.hedgerow.connector.Change.Deleted;
import dev.hedgerow.connector.Change.Inserted;
import dev.hedgerow.connector.Change.Shape;
import dev.hedgerow.connector.Change.Truncated;
import dev.hedgerow.connector.Change.Unchanged;
import dev.hedgerow.connector.Change.Updated;
import dev.hedgerow.connector.ChangeCapture;
import dev.hedgerow.connector.ChangeCapture.Settings;
import dev.hedgerow.connector.ChangeStream;
import dev.hedgerow.connector.ChangeStream.Position;
import dev.hedgerow.connector.Connector.Release;
import dev.hedgerow.connector.ConnectorException.Cancelled;
import dev.hedgerow.connector.ConnectorException.Permanent;
import dev.hedgerow.connector.TablePath;
import dev.hedgerow.connector.network.HostPolicy;
import dev.hedgerow.database.SourcePostgres;
import dev.hedgerow.database.SourcePostgres.Database;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogicalCaptureTest {

    static final TablePath ITEMS = new TablePath("public", "items");

    Database database;
    ChangeCapture capture;
    Settings settings;

    @BeforeEach
    void begin() {
        database = SourcePostgres.shared().database();
        settings = new Settings("slot_" + database.name(), "Publication \"" + database.name() + "'\"", true);
        capture = new PostgresConnector("Postgres", Release.GENERALLY_AVAILABLE, HostPolicy.of(false))
                .source(database.settings())
                .changes()
                .orElseThrow();
        database.execute("CREATE TABLE items (id int PRIMARY KEY, name text, price numeric(10,2), at timestamptz,"
                + " tags text[])");
    }

    @AfterEach
    void end() {
        capture.drop(settings);
    }

    @Test
    void rowsComeAsTheyChange() {
        capture.prepare(settings, Set.of(ITEMS));
        database.execute("INSERT INTO items VALUES (1, 'tea', 2.50, '2024-01-01 12:00+02', '{a,NULL}')");
        database.execute("UPDATE items SET price = 3 WHERE id = 1");
        database.execute("UPDATE items SET id = 2 WHERE id = 1");
        database.execute("DELETE FROM items WHERE id = 2");
        database.execute("TRUNCATE items");

        try (var stream = capture.open(settings, Map.of())) {
            var changes = read(stream, 6);

            var at = LocalDateTime.parse("2024-01-01T10:00");
            assertThat(changes.get(0)).isInstanceOfSatisfying(Shape.class, shape -> {
                assertThat(shape.key()).containsExactly("id");
                assertThat(shape.columns()).hasSize(5);
            });
            assertThat(changes.get(1))
                    .isInstanceOfSatisfying(
                            Inserted.class,
                            inserted -> assertThat(inserted.row())
                                    .containsExactly(1L, "tea", new BigDecimal("2.50"), at, "[\"a\",null]"));
            assertThat(changes.get(2)).isInstanceOfSatisfying(Updated.class, updated -> {
                assertThat(updated.oldKey()).isNull();
                assertThat(updated.row()).contains(new BigDecimal("3.00"));
            });
            assertThat(changes.get(3)).isInstanceOfSatisfying(Updated.class, updated -> {
                assertThat(updated.oldKey()).containsExactly(1L);
                assertThat(updated.row()).startsWith(2L, "tea");
            });
            assertThat(changes.get(4))
                    .isInstanceOfSatisfying(
                            Deleted.class, deleted -> assertThat(deleted.key()).containsExactly(2L));
            assertThat(changes.get(5)).isInstanceOf(Truncated.class);
            assertThat(changes.stream().map(Change::position)).isSorted();
        }
    }

    @Test
    void whatWasNotAcknowledgedComesAgain() {
        capture.prepare(settings, Set.of(ITEMS));
        database.execute("INSERT INTO items VALUES (1)");
        try (var stream = capture.open(settings, Map.of())) {
            read(stream, 2);
        }
        try (var stream = reopened()) {
            assertThat(read(stream, 2).get(1)).isInstanceOf(Inserted.class);
            var end = endOf(stream);
            stream.acknowledge(end);
            await().untilAsserted(() ->
                    assertThat(capture.status(settings).keptFrom()).isGreaterThanOrEqualTo(Position.before(end.log())));
        }
        database.execute("INSERT INTO items VALUES (2)");

        try (var stream = reopened()) {
            assertThat(read(stream, 2).get(1))
                    .isInstanceOfSatisfying(
                            Inserted.class,
                            inserted -> assertThat(inserted.row()).startsWith(2L));
        }
    }

    @Test
    void largeTransactionsComeInParts() {
        capture.prepare(settings, Set.of(ITEMS));
        database.execute("INSERT INTO items SELECT n, 'x' FROM generate_series(1, 5000) n");

        try (var stream = capture.open(settings, Map.of())) {
            var first = poll(stream, 1000);
            assertThat(first.changes()).hasSizeBetween(500, 1000);
            assertThat(first.end()).isNull();

            int rest = 5001 - first.changes().size();
            assertThat(read(stream, rest)).hasSize(rest);
            assertThat(endOf(stream)).isNotNull();
        }
    }

    @Test
    void shapesChange() {
        capture.prepare(settings, Set.of(ITEMS));
        database.execute("INSERT INTO items VALUES (1)");
        database.execute("ALTER TABLE items ADD COLUMN weight double precision, DROP COLUMN tags");
        database.execute("INSERT INTO items (id, weight) VALUES (2, 0.5)");

        try (var stream = capture.open(settings, Map.of())) {
            var changes = read(stream, 4);

            assertThat(changes.get(2))
                    .isInstanceOfSatisfying(
                            Shape.class,
                            shape -> assertThat(shape.columns())
                                    .last()
                                    .satisfies(
                                            column -> assertThat(column.name()).isEqualTo("weight")));
            assertThat(changes.get(3))
                    .isInstanceOfSatisfying(
                            Inserted.class,
                            inserted -> assertThat(inserted.row()).containsExactly(2L, null, null, null, 0.5));
        }
    }

    @Test
    void largeValuesThatStayAreNotRepeated() {
        capture.prepare(settings, Set.of(ITEMS));
        database.execute("ALTER TABLE items ALTER COLUMN name SET STORAGE EXTERNAL");
        database.execute("INSERT INTO items VALUES (1, repeat('long ', 2000))");
        database.execute("UPDATE items SET price = 1");
        database.execute("ALTER TABLE items REPLICA IDENTITY FULL");
        database.execute("UPDATE items SET price = 2");

        try (var stream = capture.open(settings, Map.of())) {
            var updates = read(stream, 4).stream()
                    .filter(Updated.class::isInstance)
                    .map(Updated.class::cast)
                    .toList();

            assertThat(updates.getFirst().row()).contains(Unchanged.VALUE);
            assertThat(updates.getLast().row()).contains("long ".repeat(2000));
            assertThat(updates.getLast().oldKey()).isNull();
        }
    }

    @Test
    void otherTablesDoNotHoldTheLogBack() {
        capture.prepare(settings, Set.of(ITEMS));
        database.execute("CREATE TABLE elsewhere AS SELECT n FROM generate_series(1, 50000) n");

        try (var stream = capture.open(settings, Map.of())) {
            catchUp(stream);
        }
    }

    @Test
    void whatIsMissingIsSaid() {
        database.execute("CREATE TABLE keyless (id int)");

        assertThat(capture.missing(settings, List.of(ITEMS))).isEmpty();
        assertThat(capture.missing(settings, List.of(new TablePath("public", "keyless"), new TablePath("a", "b"))))
                .satisfiesExactly(
                        problem -> assertThat(problem).startsWith("Table 'public.keyless' has no primary key."),
                        problem -> assertThat(problem).isEqualTo("Table 'a.b' does not exist."));
        assertThat(capture.missing(new Settings("slot", "of_others", false), List.of()))
                .containsExactly("The publication 'of_others' does not exist.");
    }

    @Test
    void whatOthersMadeIsLeftAlone() {
        database.execute("CREATE PUBLICATION theirs FOR TABLE items");
        var managed = new Settings(settings.slot(), "theirs", true);
        var selfManaged = new Settings(settings.slot(), "theirs", false);

        assertThatThrownBy(() -> capture.prepare(managed, Set.of(ITEMS)))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("theirs");
        capture.prepare(selfManaged, Set.of(ITEMS));
        capture.drop(selfManaged);

        var left = capture.status(selfManaged);
        assertThat(left.slotExists()).isFalse();
        assertThat(left.publicationExists()).isTrue();
        assertThat(left.published()).containsOnlyKeys(ITEMS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TABLE items", "TABLES IN SCHEMA public"})
    void aTableThatWasTakenOutOfAPublicationIsToldFromOneThatStayed(String taken) {
        database.execute("CREATE PUBLICATION theirs FOR " + taken);
        var theirs = new Settings(settings.slot(), "theirs", false);
        var before = capture.prepare(theirs, Set.of(ITEMS));
        database.execute("CREATE TABLE other (id int PRIMARY KEY)");
        database.execute("CREATE SCHEMA elsewhere");
        database.execute("ALTER PUBLICATION theirs ADD TABLES IN SCHEMA elsewhere");
        assertThat(capture.prepare(theirs, Set.of(ITEMS))).containsEntry(ITEMS, before.get(ITEMS));

        database.execute("ALTER PUBLICATION theirs DROP " + taken);
        assertThat(capture.status(theirs).published()).doesNotContainKey(ITEMS);
        database.execute("ALTER PUBLICATION theirs ADD " + taken);

        assertThat(capture.status(theirs).published()).containsKey(ITEMS).doesNotContainEntry(ITEMS, before.get(ITEMS));
    }

    @Test
    void preparingAgainChangesTheTables() {
        database.execute("CREATE TABLE more (id int PRIMARY KEY)");
        var more = new TablePath("public", "more");
        capture.prepare(settings, Set.of());
        capture.prepare(settings, Set.of(ITEMS));
        capture.prepare(settings, Set.of(ITEMS, more));
        database.execute("INSERT INTO more VALUES (1)");

        try (var stream = capture.open(settings, Map.of())) {
            assertThat(read(stream, 2).get(1).table()).isEqualTo(more);
        }
    }

    @Test
    void aSlotThatIsGoneIsForThePersonToKnow() {
        capture.prepare(settings, Set.of(ITEMS));
        capture.drop(settings);

        assertThatThrownBy(() -> capture.open(settings, Map.of()))
                .isInstanceOf(Permanent.class)
                .hasMessageContaining("does not exist");
    }

    @Test
    @SuppressWarnings("try") // closing early is the point
    void closingWakesWhoWaits() {
        capture.prepare(settings, Set.of(ITEMS));
        try (var stream = capture.open(settings, Map.of())) {
            var waiting = CompletableFuture.supplyAsync(() -> stream.poll(1, Duration.ofMinutes(1)));

            stream.close();

            assertThatThrownBy(waiting::join).hasCauseInstanceOf(Cancelled.class);
        }
    }

    /** Acknowledges what there is until the server knows; others write to its log meanwhile. */
    private void catchUp(ChangeStream stream) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            var end = poll(stream, 10).end();
            if (end != null) {
                stream.acknowledge(end);
            }
            assertThat(capture.status(settings).lagBytes()).isLessThan(100_000);
        });
    }

    private ChangeStream reopened() {
        await().until(() -> !capture.status(settings).active());
        return capture.open(settings, Map.of());
    }

    private static List<Change> read(ChangeStream stream, int count) {
        var changes = new ArrayList<Change>();
        await().until(() -> changes.addAll(poll(stream, 1000).changes()) && changes.size() >= count);
        return changes;
    }

    private static ChangeStream.Batch poll(ChangeStream stream, int changes) {
        return stream.poll(changes, Duration.ofMillis(200));
    }

    private static Position endOf(ChangeStream stream) {
        Position end = null;
        for (int i = 0; i < 50 && end == null; i++) {
            end = poll(stream, 10).end();
        }
        return assertThat(end).isNotNull().actual();
    }
}
