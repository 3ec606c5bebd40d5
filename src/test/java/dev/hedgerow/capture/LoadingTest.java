package dev.hedgerow.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.Concurrently;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.WarehouseException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** Loading step by step: the test has the turn, so that the server's own loader waits. */
@ServerTest
class LoadingTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String ALL_EVENTS =
            "SELECT event, distinct_id, person_properties, properties->>'n' FROM events ORDER BY timestamp, event";
    private static final String ALL_PERSONS =
            "SELECT id, properties, is_identified, is_deleted, version FROM persons ORDER BY id";

    @Autowired
    DataSource database;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    Queue queue;

    @Autowired
    CaptureTables tables;

    Project project;
    LoadingTurn turn;
    BatchLoader loader;

    @BeforeEach
    void takeTheTurn(
            @Autowired Tenants tenants,
            @Autowired Teams teams,
            @Autowired Warehouse warehouse,
            @Autowired JsonMapper json,
            @Autowired Clock clock,
            @LocalServerPort int port) {
        project = new Projects(tenants, teams, jdbc, warehouse, port).create();
        turn = await().until(() -> LoadingTurn.take(database), Optional::isPresent)
                .orElseThrow();
        loader = new BatchLoader(turn, warehouse, tables, json, clock, new Cancellation());
    }

    @AfterEach
    void giveUpTheTurn() {
        turn.close();
        jdbc.sql("DELETE FROM capture_queue").update();
    }

    @Test
    void whatWasLoadedWhenTheServerDiedIsLoadedOnceAllTheSame() {
        add(
                event("a", "anon", "{\"n\": 1, \"$set_once\": {\"first\": 1}}"),
                event("$identify", "ada", "{\"$anon_distinct_id\": \"anon\", \"$set\": {\"plan\": \"pro\"}}"),
                event("b", "ada", "{\"n\": 2, \"$set\": {\"plan\": \"free\"}, \"$unset\": [\"first\"]}"));
        tables.ensure(project.team());
        loader.prepare(project.team(), head()).mergeInto(project.warehouse(), new Cancellation());
        var events = project.rows(ALL_EVENTS);
        var persons = project.rows(ALL_PERSONS);

        var loaded = loader.loadHead(project.team());

        assertThat(loaded).isEqualTo(3);
        assertThat(project.rows(ALL_EVENTS)).isEqualTo(events).hasSize(3);
        assertThat(project.rows(ALL_PERSONS)).isEqualTo(persons).hasSize(1);
        assertThat(persons.getFirst()).contains("{\"plan\":\"free\"}").contains("true | false | 1");
        assertThat(loader.loadHead(project.team())).isZero();
    }

    @Test
    void aNewProjectHasItsTablesHoweverManyNeedThemAtOnce() throws Exception {
        var answers = Concurrently.run(8, () -> tables.ensure(project.team()).size());

        assertThat(answers).hasSize(8).containsOnly(4);
        assertThat(project.warehouse().versions(Namespaces.of(project.team()))).hasSize(4);
    }

    @Test
    void aMergeInALaterBatchMovesWhatEarlierOnesStored() {
        add(
                event("a", "x", "{\"$set\": {\"n\": 1}}"),
                event("$create_alias", "x", "{\"alias\": \"y\"}"),
                event("a", "ada", "{}"));
        loader.loadHead(project.team());
        add(event("$merge_dangerously", "ada", "{\"alias\": \"y\"}"));
        loader.loadHead(project.team());

        assertThat(project.rows("""
                        SELECT list(distinct_id ORDER BY distinct_id), p.properties, p.is_deleted
                          FROM person_distinct_ids JOIN persons p ON p.id = person_id GROUP BY ALL""")).containsExactly("[ada, x, y] | {\"n\":1} | false");
        assertThat(jdbc.sql("SELECT count(*) FROM person WHERE team_id = :team")
                        .param("team", project.team().id())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void whatCannotBeReadOrLoadedIsSetAsideAndHoldsUpNothing() {
        add(IntStream.range(0, 20).mapToObj(i -> event("fine", "u" + i, "{}")).toArray(CapturedEvent[]::new));
        add(event("unreadable", "u", "{\"n\":"));
        add(event("no text", "u", "{\"n\": \"\\ud800\"}"), event("last", "u", "{}"));

        loader.loadHead(project.team());

        assertThat(project.rows("SELECT event, count(*) FROM events GROUP BY ALL ORDER BY ALL"))
                .containsExactly("fine | 20", "last | 1");
        assertThat(jdbc.sql("SELECT event FROM capture_dead_letter WHERE team_id = :team AND reason <> '' ORDER BY id")
                        .param("team", project.team().id())
                        .query(String.class)
                        .list())
                .containsExactly("unreadable", "no text");
        assertThat(head()).isEmpty();
    }

    @Test
    void tablesThatAreGoneAreMadeAgainAtTheNextAttempt() {
        add(event("a", "u", "{}"));
        loader.loadHead(project.team());
        project.warehouse().dropNamespace(Namespaces.of(project.team()));
        add(event("b", "u", "{\"$set\": {\"n\": 1}}"));

        assertThatThrownBy(() -> loader.loadHead(project.team())).isInstanceOf(WarehouseException.TableMissing.class);
        loader.loadHead(project.team());

        assertThat(project.rows("SELECT event FROM events")).containsExactly("b");
    }

    @Test
    void oneProcessHasTheTurnAndWhoLosesItCanNoLongerWrite() {
        add(event("a", "u", "{}"));
        tables.ensure(project.team());
        var events = head();
        var batch = loader.prepare(project.team(), events);
        assertThat(LoadingTurn.take(database)).isEmpty();

        var backend =
                turn.jdbc().sql("SELECT pg_backend_pid()").query(Integer.class).single();
        jdbc.sql("SELECT pg_terminate_backend(:backend)")
                .param("backend", backend)
                .query(Boolean.class)
                .single();

        assertThatThrownBy(() -> loader.complete(batch, events)).isInstanceOf(RuntimeException.class);
        assertThat(head()).hasSize(1);
    }

    @Test
    void everyProjectThatHasEventsWaitingIsNamedOnce(@Autowired Tenants tenants, @Autowired Teams teams) {
        var other = teams.find(tenants.create().project()).orElseThrow();
        add(event("a", "u", "{}"), event("b", "u", "{}"));
        queue.add(other, NOON, List.of(event("a", "u", "{}"), event("b", "u", "{}")));
        // ids below the numbers of projects, as in a new server
        jdbc.sql("""
                        INSERT INTO capture_queue OVERRIDING SYSTEM VALUE
                        SELECT -id, team_id, uuid, event, distinct_id, occurred_at, received_at, properties FROM capture_queue
                        """).update();

        assertThat(queue.teams()).containsExactly(project.team().id(), other.id());
    }

    @Test
    void aBatchIsBoundedByBytesButNeverEmpty() {
        var fat = "{\"n\": \"%s\"}".formatted("x".repeat(900));
        add(event("a", "u", fat), event("b", "u", fat), event("c", "u", fat));

        assertThat(queue.head(project.team(), 10, 1)).hasSize(1);
        assertThat(queue.head(project.team(), 10, 1000)).hasSize(2);
        assertThat(queue.head(project.team(), 2, 100_000)).hasSize(2);
    }

    @Test
    void aDeletedProjectTakesItsQueueAndItsPersonsAlong() {
        add(event("a", "u", "{\"$groups\": {\"company\": \"acme\"}}"));
        loader.loadHead(project.team());
        add(event("b", "u", "{}"));

        jdbc.sql("DELETE FROM project WHERE id = :team")
                .param("team", project.team().id())
                .update();

        assertThat(head()).isEmpty();
        assertThatThrownBy(() -> add(event("c", "u", "{}"))).isInstanceOf(CaptureRefused.class);
    }

    @Test
    void theDemoShopIsBelievableAndTheSameEachTime() {
        var events = new DemoShop(NOON).month();

        assertThat(events).isEqualTo(new DemoShop(NOON).month()).hasSizeBetween(8_000, 15_000);
        assertThat(events)
                .extracting(CapturedEvent::name)
                .contains("$pageview", "product added", "$identify", "signed up", "$groupidentify", "order paid");
        assertThat(events.getFirst().timestamp()).isAfter(NOON.minusSeconds(30 * 86_400));
        assertThat(events.getLast().timestamp()).isBefore(NOON);
    }

    @Test
    void demoDataIsGivenOnce(@Autowired DemoData demo) {
        demo.giveOnce(project.team());
        var first = waiting();
        demo.giveOnce(project.team());

        assertThat(waiting()).isEqualTo(first).isGreaterThan(8_000);
        while (loader.loadHead(project.team()) > 0) {
            assertThat(jdbc.sql("SELECT count(*) FROM capture_dead_letter WHERE team_id = :team")
                            .param("team", project.team().id())
                            .query(Long.class)
                            .single())
                    .isZero();
        }
        assertThat(project.rows("SELECT count(*) FROM events")).containsExactly(String.valueOf(first));
    }

    private static CapturedEvent event(String name, String distinctId, String properties) {
        return new CapturedEvent(TimeOrderedId.of(NOON), name, distinctId, NOON, properties);
    }

    private void add(CapturedEvent... events) {
        queue.add(project.team(), NOON, List.of(events));
    }

    private List<QueuedEvent> head() {
        return queue.head(project.team(), 10_000, Long.MAX_VALUE);
    }

    private long waiting() {
        return jdbc.sql("SELECT count(*) FROM capture_queue WHERE team_id = :team")
                .param("team", project.team().id())
                .query(Long.class)
                .single();
    }
}
