package dev.hedgerow.activity;

import static dev.hedgerow.Calls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.http.HttpMethod.GET;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.Calls;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.Tenants.Tenant;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.Teams;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ServerTest
class ActivityLogTest {

    record Tracked(JsonNode query, @Nullable String folderName) {}

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    @Autowired
    Teams teams;

    @Autowired
    ActivityLog log;

    @Autowired
    PlatformTransactionManager transactions;

    @Autowired
    JsonMapper json;

    Tenant tenant;
    Team team;
    Actor owner;

    @BeforeEach
    void tenant() {
        tenant = tenants.create();
        team = teams.find(tenant.project()).orElseThrow();
        owner = new Actor(tenant.owner());
    }

    @Test
    void anEntryHasTheDocumentedKeysInOrder() {
        var item = item("mrr");
        var query = json.readTree("{\"query\": \"select 1\", \"kind\": \"HogQLQuery\"}");

        inTransaction(() -> log.record(team, owner, item, "created", List.of(Change.created("View", "query", query))));

        assertThat(json.writeValueAsString(page(item, 10, 1))).matches("""
                \\{"results":\\[\\{"id":"[0-9a-f-]{36}","user":\\{"first_name":"Ada","email":"[^"]+"},\
                "activity":"created","scope":"View","item_id":"%s",\
                "detail":\\{"changes":\\[\\{"type":"View","action":"created","field":"query","before":null,\
                "after":\\{"query":"select 1","kind":"HogQLQuery"}}],\
                "trigger":null,"name":"mrr","short_id":null,"type":null},"created_at":"[^"]+Z"}],\
                "next":null,"previous":null,"total_count":1}""".formatted(item.id()));
    }

    @Test
    void whatTheServerDoesIsTheSystems() {
        var item = item("mrr");

        inTransaction(() -> log.record(team, Actor.SYSTEM, item, "deleted", null));

        assertThat(json.writeValueAsString(page(item, 10, 1).results().getFirst()))
                .contains("\"user\":{\"first_name\":\"System\",\"email\":null,\"is_system\":true}")
                .contains("\"detail\":{\"changes\":null,");
    }

    @Test
    void anEntryOutlivesItsUser(@Autowired JdbcClient jdbc) {
        var item = item("mrr");
        inTransaction(() -> log.record(team, owner, item, "created", null));

        jdbc.sql("DELETE FROM app_user WHERE id = :id")
                .param("id", tenant.owner())
                .update();

        assertThat(page(item, 10, 1).results().getFirst().user()).isNull();
    }

    @Test
    void anUpdateNamesTheFieldsThatChanged() {
        var item = item("mrr");
        var before = new Tracked(json.readTree("{\"query\": \"select 1\"}"), "Finance");
        var after = new Tracked(json.readTree("{\"query\": \"select 2\"}"), null);

        inTransaction(() -> log.recordUpdate(team, owner, item, before, after));

        assertThat(json.writeValueAsString(page(item, 10, 1))).contains("""
                "changes":[{"type":"View","action":"changed","field":"query",\
                "before":{"query":"select 1"},"after":{"query":"select 2"}},\
                {"type":"View","action":"deleted","field":"folder_name","before":"Finance","after":null}]""");
    }

    @Test
    void anUpdateThatChangesNothingIsNotRecorded() {
        var item = item("mrr");
        var state = new Tracked(json.readTree("{\"query\": \"select 1\"}"), null);

        inTransaction(() -> log.recordUpdate(team, owner, item, state, state));

        assertThat(page(item, 10, 1).totalCount()).isZero();
    }

    @Test
    void pagesRunFromTheNewestToTheOldest() {
        var item = item("mrr");
        inTransaction(
                () -> List.of("first", "second", "third").forEach(verb -> log.record(team, owner, item, verb, null)));

        assertThat(page(item, 2, 1).results())
                .extracting(ActivityEntry::activity)
                .containsExactly("third", "second");
        assertThat(page(item, 2, 2).results())
                .extracting(ActivityEntry::activity)
                .containsExactly("first");
        assertThat(page(item, 2, 3).results()).isEmpty();
        assertThat(page(item, 2, 1).totalCount()).isEqualTo(3);
    }

    @Test
    void anItemShowsNothingOfOthers() {
        var item = item("mrr");
        var other = teams.find(tenants.project(tenant.organization())).orElseThrow();

        inTransaction(() -> {
            log.record(team, owner, item("arr"), "created", null);
            log.record(team, owner, new Item("Source", item.id(), "mrr"), "created", null);
            log.record(other, owner, item, "created", null);
        });

        assertThat(page(item, 10, 1).totalCount()).isZero();
    }

    @Test
    void aChangeThatIsTakenBackLeavesNoTrace() {
        var item = item("mrr");

        new TransactionTemplate(transactions).executeWithoutResult(transaction -> {
            log.record(team, owner, item, "created", null);
            transaction.setRollbackOnly();
        });

        assertThat(page(item, 10, 1).totalCount()).isZero();
    }

    @Test
    void nothingIsRecordedOutsideOfTheTransactionThatDoesIt() {
        var item = item("mrr");

        assertThatThrownBy(() -> log.record(team, owner, item, "created", null))
                .isInstanceOf(IllegalTransactionStateException.class);
    }

    @Test
    void aProjectsLogTellsMoreOfEachEntry() {
        var item = item("mrr");
        inTransaction(() -> log.record(team, owner, item, "created", null));

        assertThat(get("")).matches("""
                \\{"count":1,"next":null,"previous":null,"results":\\[\\{"id":"[^"]+",\
                "user":\\{"id":%d,"uuid":"[^"]+",[^}]+},"unread":false,"organization_id":"%s",\
                "was_impersonated":false,"is_system":false,"activity":"created","item_id":"%s","scope":"View",\
                "detail":\\{[^}]+},"created_at":"[^"]+"}]}""".formatted(tenant.owner(), tenant.organization(), item.id()));
    }

    @Test
    void aProjectsLogIsFiltered() {
        var item = item("mrr");
        inTransaction(() -> {
            log.record(team, owner, item, "created", null);
            log.record(team, Actor.SYSTEM, new Item("Source", UUID.randomUUID(), "s"), "deleted", null);
            log.record(team, owner, new Item("Schema", UUID.randomUUID(), "s"), "updated", null);
        });

        assertThat(activities("")).containsExactly("updated", "deleted", "created");
        assertThat(activities("?scope=View")).containsExactly("created");
        assertThat(activities("?scopes=View,Source")).containsExactly("deleted", "created");
        assertThat(activities("?item_id=" + item.id())).containsExactly("created");
        assertThat(activities("?user=" + tenant.owner())).containsExactly("updated", "created");
        assertThat(activities("?user=nobody")).isEmpty();
    }

    @Test
    void readingAProjectsLogTakesItsScope() {
        tenant = tenant.withKey(tenants.key(tenant.owner(), "warehouse_view:read"));

        assertThat(get("")).contains("API key missing required scope 'activity_log:read'");
    }

    private static Item item(String name) {
        return new Item("View", UUID.randomUUID(), name);
    }

    private void inTransaction(Runnable work) {
        new TransactionTemplate(transactions).executeWithoutResult(_ -> work.run());
    }

    private ActivityPage page(Item item, int limit, int page) {
        var paging = ActivityPaging.of("http://h/", String.valueOf(limit), String.valueOf(page));
        return log.of(team, item.scope(), UUID.fromString(item.id()), paging);
    }

    private List<String> activities(String query) {
        return JsonPath.read(get(query), "$.results[*].activity");
    }

    private String get(String query) {
        return text(Calls.send(http, tenant, GET, "activity_log/" + query, ""));
    }
}
