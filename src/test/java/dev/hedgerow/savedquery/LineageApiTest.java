package dev.hedgerow.savedquery;

import static dev.hedgerow.Calls.assertNotFound;
import static dev.hedgerow.Calls.assertRefused;
import static dev.hedgerow.Calls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.Calls;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.Tenants.Tenant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@ServerTest
class LineageApiTest {

    static final String VIEWS = "warehouse_saved_queries/";

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    Tenant tenant;

    @BeforeEach
    void tenant() {
        tenant = tenants.create();
    }

    @Test
    void ancestorsAreViewsByIdAndBuiltInTablesByName() {
        var parent = create("parent", "select e.event as event from events e join persons p on e.person_id = p.id");
        var child = create("child", "select event from parent");

        assertThat(walk(parent, "ancestors", "{}")).containsExactlyInAnyOrder("events", "persons");
        assertThat(walk(child, "ancestors", "{}")).containsExactlyInAnyOrder(parent, "events", "persons");
        assertThat(walk(child, "ancestors", "{\"level\": 1}")).containsExactly(parent);
        assertThat(walk(child, "ancestors", "{\"level\": 10}")).hasSize(3);
        assertThat(walk(parent, "descendants", "{\"level\": null}")).containsExactly(child);
        assertThat(walk(child, "descendants", "")).isEmpty();
    }

    @Test
    @Tag("pain-3")
    void aDiamondIsWalkedOnce() {
        var top = create("top", "select 1 as a");
        var left = create("left_side", "select a from top");
        var right = create("right_side", "select a from top");
        var bottom = create("bottom", "select l.a as a from left_side l join right_side r on l.a = r.a");

        assertThat(walk(top, "descendants", "{}")).containsExactlyInAnyOrder(left, right, bottom);
        assertThat(walk(bottom, "ancestors", "{}")).containsExactlyInAnyOrder(left, right, top);
        assertThat(walk(bottom, "ancestors", "{\"level\": 1}")).containsExactlyInAnyOrder(left, right);
    }

    @Test
    void aLevelIsAPositiveNumber() {
        var id = create("v", "select 1 as a");

        assertRefused(
                send(POST, VIEWS + id + "/ancestors", "{\"level\": 0}"),
                "min_value",
                "Ensure this value is greater than or equal to 1.",
                "level");
        assertRefused(
                send(POST, VIEWS + id + "/descendants", "{\"level\": \"x\"}"),
                "invalid_input",
                "A valid integer is required.",
                "level");
    }

    @Test
    void dependenciesCountTheNextStepOnly() {
        var parent = create("parent", "select event from events");
        var child = create("child", "select event from parent");
        create("grandchild", "select event from child");

        assertThat(dependencies(parent)).isEqualTo("1/1");
        assertThat(dependencies(child)).isEqualTo("1/1");
    }

    @Test
    @Tag("pain-4")
    void anEditMovesTheEdgesAndADeletedViewIsNobodysChild() {
        var one = create("one", "select 1 as a");
        var two = create("two", "select 2 as a");
        var reader = create("reader", "select a from one");

        send(PATCH, VIEWS + reader, """
                {"query": {"query": "select a from two"}, "soft_update": true}""").expectStatus().isOk();
        assertThat(walk(one, "descendants", "{}")).isEmpty();
        assertThat(walk(two, "descendants", "{}")).containsExactly(reader);

        send(DELETE, VIEWS + reader, "").expectStatus().isNoContent();
        assertThat(walk(two, "descendants", "{}")).isEmpty();
    }

    @Test
    void columnsKnowWhatFeedsThem() {
        create("parent", "select event as name, timestamp as at from events");
        var child = create("child", "select upper(name) as loud, count() as n from parent group by loud");

        var answer = text(
                send(GET, VIEWS + child + "/column_lineage/", "").expectStatus().isOk());

        assertThat(answer).contains("""
                {"name":"loud","sources":[{"table":"parent","column":"name"}],"origins":[{"table":"events","column":"event"}]}""");
    }

    @Test
    void theImpactOfAChangeIsToldBeforeItIsMade() {
        var top = create("top", "select 1 as a, 2 as b");
        create("uses_a", "select a from top");
        create("uses_b", "select b from top");
        create("further", "select b + 1 as c from uses_b");
        create("takes_all", "select * from top");

        var answer = text(send(POST, VIEWS + top + "/impact/", "{\"query\": {\"query\": \"select 'x' as a\"}}")
                .expectStatus()
                .isOk());

        assertThat(JsonPath.<List<String>>read(answer, "$.broken[*].name"))
                .containsExactlyInAnyOrder("uses_b", "further");
        assertThat(JsonPath.<List<String>>read(answer, "$.broken[?(@.name=='further')].reason"))
                .containsExactly("Invalid query: Unknown table `uses_b`. Did you mean: uses_a?");
        assertThat(JsonPath.<List<String>>read(answer, "$.reshaped[?(@.name=='takes_all')].removed[*]"))
                .containsExactly("b");
        assertThat(JsonPath.<List<String>>read(answer, "$.reshaped[?(@.name=='uses_a')].retyped[*]"))
                .containsExactly("a");
        send(GET, VIEWS + top, "").expectBody().jsonPath("$.columns.length()").isEqualTo(2);
    }

    @Test
    void theImpactLeavesOutAViewThatIsBeingDeleted(@Autowired JdbcClient jdbc) {
        var top = create("top", "select 1 as a");
        create("stays", "select a from top");
        var goes = create("goes", "select a from top");
        jdbc.sql("UPDATE saved_query SET deleted_at = now(), deleted_name = name WHERE id = :id")
                .param("id", UUID.fromString(goes))
                .update();

        send(POST, VIEWS + top + "/impact/", "{\"query\": {\"query\": \"select 1 as b\"}}")
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.broken[*].name")
                .isEqualTo("stays");
    }

    @Test
    void viewsOverViewsOverViewsRunHoweverOftenEachIsRead() {
        create("v0", "select 1 as a");
        for (var level = 1; level <= 30; level++) {
            create("v" + level, "select l.a as a from v%d l join v%d r on l.a = r.a".formatted(level - 1, level - 1));
        }

        var answer = send(POST, "query/", """
                {"query": {"kind": "HogQLQuery", "query": "select a from v30"}}""");

        assertThat(text(answer.expectStatus().isOk())).contains("\"results\":[[1]]");
    }

    @Test
    void theWholeGraphIsListed() {
        create("parent", "select event from events");
        var child = create("child", "select event from parent");

        var nodes = text(send(GET, "data_modeling_nodes/", "").expectStatus().isOk());
        var edges = text(send(GET, "data_modeling_edges/", "").expectStatus().isOk());
        var dags = text(send(GET, "data_modeling_dags/", "").expectStatus().isOk());

        assertThat(JsonPath.<List<String>>read(nodes, "$.results[*].name"))
                .containsExactly("child", "events", "parent");
        assertThat(JsonPath.<List<String>>read(nodes, "$.results[*].type")).containsExactly("view", "table", "view");
        assertThat(JsonPath.<String>read(nodes, "$.results[0].saved_query_id")).isEqualTo(child);
        assertThat(JsonPath.<Integer>read(edges, "$.count")).isEqualTo(2);
        assertThat(JsonPath.<String>read(dags, "$.results[0].name")).isEqualTo("Default");
    }

    @Test
    void aDagMustBeOneOfTheProject() {
        var unknown = UUID.randomUUID();

        assertRefused(
                send(POST, VIEWS, """
                        {"name": "v", "query": {"query": "select 1 as a"}, "dag_id": "%s"}""".formatted(unknown)),
                "does_not_exist",
                "Invalid pk \\\"%s\\\" - object does not exist.".formatted(unknown),
                "dag_id");
        assertThat(text(send(GET, VIEWS, ""))).contains("\"count\":0");
    }

    @Test
    void anotherTenantSeesNoLineage() {
        var id = create("v", "select event from events");
        tenant = tenants.create();

        assertNotFound(send(POST, VIEWS + id + "/ancestors", "{}"));
        assertNotFound(send(GET, VIEWS + id + "/dependencies", ""));
        assertNotFound(send(GET, VIEWS + id + "/column_lineage", ""));
        assertNotFound(send(GET, VIEWS + id + "/activity", ""));
        assertThat(text(send(GET, "data_modeling_nodes", ""))).contains("\"count\":0");
    }

    private List<String> walk(String id, String way, String body) {
        return JsonPath.read(
                text(send(POST, VIEWS + id + "/" + way, body).expectStatus().isOk()), "$." + way);
    }

    private String dependencies(String id) {
        var answer =
                text(send(GET, VIEWS + id + "/dependencies/", "").expectStatus().isOk());
        return JsonPath.<Integer>read(answer, "$.upstream_count") + "/"
                + JsonPath.<Integer>read(answer, "$.downstream_count");
    }

    private String create(String name, String hogql) {
        return SavedQueryApiTest.id(send(POST, VIEWS, SavedQueryApiTest.view(name, hogql))
                .expectStatus()
                .isCreated());
    }

    private ResponseSpec send(HttpMethod method, String path, String body) {
        return Calls.send(http, tenant, method, path, body);
    }
}
