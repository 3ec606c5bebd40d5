package dev.hedgerow.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.json.JsonMapper;

/** Events from a client's call to the rows of a query. */
@ServerTest
class EventQueryTest {

    @Autowired
    RestTestClient http;

    @Autowired
    JsonMapper json;

    Tenants.Tenant tenant;
    Tenants.Tenant stranger;
    String token;

    @BeforeEach
    void capture(@Autowired Tenants tenants, @Autowired JdbcClient jdbc) {
        tenant = tenants.create();
        stranger = tenants.create();
        token = jdbc.sql("SELECT api_token FROM project WHERE id = :id")
                .param("id", tenant.project())
                .query(String.class)
                .single();
        capture("""
                          {"event": "$identify", "distinct_id": "ada", "timestamp": "2026-01-01T10:00:00Z",
                           "properties": {"$session_id": "s1", "$set": {"email": "ada@example.test"}}},
                          {"event": "paid", "distinct_id": "ada", "timestamp": "2026-01-01T10:00:05.25Z",
                           "properties": {"$session_id": "s1", "$browser": "Firefox", "price": 9.5, "items": [1, 2]}},
                          {"event": "paid", "distinct_id": "bob", "timestamp": "2026-01-02T11:00:00Z",
                           "properties": {"$browser": "Safari", "price": 20}}
                        """);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(rows("select count() from events")).isEqualTo("[[3]]"));
    }

    @Test
    void eventsAreRowsWithTheirPropertiesAndPersons() {
        assertThat(rows("""
                        select event, properties.$browser, toFloat(properties.price), person.properties.email, timestamp
                          from events where event = 'paid' order by timestamp"""))
                .isEqualTo("[[\"paid\",\"Firefox\",9.5,\"ada@example.test\",\"2026-01-01T10:00:05.250000Z\"],"
                        + "[\"paid\",\"Safari\",20.0,null,\"2026-01-02T11:00:00Z\"]]");
    }

    @Test
    void personsSessionsAndDaysAreCounted() {
        assertThat(rows("select count() from persons")).isEqualTo("[[2]]");
        assertThat(rows("select uniq(person_id) from events")).isEqualTo("[[2]]");
        assertThat(rows("select session_id, $event_count, $session_duration from sessions"))
                .isEqualTo("[[\"s1\",2,5]]");
        assertThat(rows("select toStartOfDay(timestamp) as day, count() from events group by day order by day"))
                .isEqualTo("[[\"2026-01-01T00:00:00Z\",2],[\"2026-01-02T00:00:00Z\",1]]");
        assertThat(rows("select p.person.properties.email from person_distinct_ids p where p.distinct_id = 'ada'"))
                .isEqualTo("[[\"ada@example.test\"]]");
    }

    @Test
    void anEventKnowsItsGroupAsItIsNow() {
        capture("""
                {"event": "$groupidentify", "distinct_id": "ada",
                 "properties": {"$group_type": "company", "$group_key": "acme", "$group_set": {"plan": "free"}}},
                {"event": "$groupidentify", "distinct_id": "ada",
                 "properties": {"$group_type": "company", "$group_key": "acme", "$group_set": {"plan": "paid"}}},
                {"event": "exported", "distinct_id": "ada", "properties": {"$groups": {"company": "acme"}}}
                """);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(rows("select count() from events")).isEqualTo("[[6]]"));
        assertThat(rows("select event, group_0.properties.plan from events where event in ('exported', 'paid')"
                        + " order by event, timestamp limit 2"))
                .isEqualTo("[[\"exported\",\"paid\"],[\"paid\",null]]");
    }

    @Test
    void anotherProjectSeesNoneOfIt() {
        var ours = tenant;
        tenant = stranger;

        assertThat(rows("select count() from events")).isEqualTo("[[0]]");
        assertThat(ask("select count() from team_%d.events__v1".formatted(ours.project()), 400))
                .contains("Unknown table");
    }

    private void capture(String events) {
        http.post()
                .uri("/batch/")
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"api_key\": \"%s\", \"batch\": [%s]}".formatted(token, events))
                .exchange()
                .expectStatus()
                .isOk();
    }

    private String rows(String hogql) {
        return json.readTree(ask(hogql, 200)).get("results").toString();
    }

    private String ask(String hogql, int status) {
        var answer = http.post()
                .uri(tenant.path("query/"))
                .header("Authorization", "Bearer " + tenant.key())
                .contentType(MediaType.APPLICATION_JSON)
                .body("{\"query\": {\"kind\": \"HogQLQuery\", \"query\": %s}}"
                        .formatted(json.writeValueAsString(hogql)))
                .exchange()
                .expectBody(String.class)
                .returnResult();
        assertThat(answer.getStatus().value()).as(answer.getResponseBody()).isEqualTo(status);
        return String.valueOf(answer.getResponseBody());
    }
}
