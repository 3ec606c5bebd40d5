package dev.hedgerow.wire;

import static dev.hedgerow.wire.Errors.NOT_FOUND;
import static dev.hedgerow.wire.Errors.NO_ENDPOINT;
import static dev.hedgerow.wire.Errors.NO_PROJECT;
import static dev.hedgerow.wire.Errors.input;
import static dev.hedgerow.wire.Errors.unauthorized;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ServerTest
class RoutingTest {

    @Autowired
    Tenants tenants;

    @Autowired
    JdbcClient jdbc;

    Tenants.Tenant tenant;
    RawHttp owner;

    @BeforeEach
    void callers(@LocalServerPort int port) {
        tenant = tenants.create();
        owner = new RawHttp(port).key(tenant.key());
    }

    String in(String path) {
        return path.replace("{p}", String.valueOf(tenant.project()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/projects/{p}/probe/echo",
                "/api/projects/{p}/probe/echo/",
                "/api/projects/{p}/probe/echo.json",
                "/api/projects/{p}/probe/echo.json/",
                "/api/environments/{p}/probe/echo/",
                "/api/environments/@current/probe/echo",
                "/api/projects/%40current/probe/echo/",
                "/api/projects/{p}/probe/ech%6F/",
            })
    void everySpellingOfAPathReachesItByEveryMethod(String path) {
        for (var method : new String[] {"POST", "PUT", "PATCH"}) {
            assertThat(owner.send(method, in(path), "application/json", "{\"a\":1}")
                            .told())
                    .isEqualTo("200 {\"a\":1}");
        }
        assertThat(owner.send("DELETE", in(path.replace("/echo", "").replace("/ech%6F", "")))
                        .status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/projects/{p}/probe//",
                "/api/projects/{p}//probe/",
                "/api//projects/{p}/probe/",
                "/api/projects/{p}/probe/echo/more",
                "/api/projects/{p}/prob",
                "/api/projects/{p}/PROBE/",
                "/api/projects/1.5/probe/",
                "/api/projects/{p}/probe.JSON",
                "/api/projects/{p}/insight_variables/a.b.c/",
                "/api/projects/{p}/insight_variables/a;b/",
                "/api/projects/{p}/insight_variables/%2e%2e/x",
                "/api/schemata",
            })
    void whatIsNoSpellingIsNoEndpoint(String path) {
        assertThat(owner.get(in(path)).told()).isEqualTo(NO_ENDPOINT);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/projects/{p}/probe.csv",
        "/api/projects/{p}/probe.xml/",
        "/api/projects/{p}/probe?format=api",
        "/api/projects/{p}/insight_variables/a.b/",
        "/api/projects/{p}/insight_variables/0/",
    })
    void otherFormatsAndBadIdsAreNotFound(String path) {
        assertThat(owner.get(in(path)).told()).isEqualTo(NOT_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"?format=json", "?format=", "?format=csv&format=json", "?x=%zz&y=%"})
    void jsonMayBeAskedFor(String query) {
        assertThat(owner.get(tenant.path("probe/") + query).status()).isEqualTo(200);
    }

    @Test
    void currentIsTheProjectOfTheCallerAndWithoutOneThereIsNone() {
        var path = "/api/projects/@current/probe/";
        var before = owner.get(path).told();

        jdbc.sql("UPDATE app_user SET current_project_id = NULL WHERE id = :id")
                .param("id", tenant.owner())
                .update();

        assertThat(before).isEqualTo("200 {\"project\":%d}".formatted(tenant.project()));
        assertThat(owner.get(path).told()).isEqualTo(NO_PROJECT);
    }

    @Test
    void aProjectTokenInTheQueryOverridesThePathOfAGet() {
        var other = tenants.project(tenant.organization());
        var path = tenant.path("probe/");

        assertThat(owner.get(path + "?token=" + tokenOf(other)).told())
                .isEqualTo("200 {\"project\":%d}".formatted(other));
        assertThat(owner.get("/api/projects/none/probe/?api_key=" + tokenOf(other))
                        .told())
                .isEqualTo("200 {\"project\":%d}".formatted(other));
        assertThat(owner.get(path + "?token=phc_unknown").told())
                .isEqualTo(unauthorized("authentication_failed", "Incorrect authentication credentials."));
        assertThat(owner.get(path + "?token=").status()).isEqualTo(200);
    }

    @Test
    void aProjectTokenInAFormOverridesThePathOfAWriteAndInJsonItDoesNot() {
        var foreign = tokenOf(tenants.create().project());
        var echo = tenant.path("probe/echo/");

        assertThat(owner.send("PATCH", echo, "application/x-www-form-urlencoded", "token=" + foreign)
                        .status())
                .isEqualTo(403);
        assertThat(owner.send("POST", echo, "application/json", "{\"token\":\"%s\"}".formatted(foreign))
                        .status())
                .isEqualTo(200);
        assertThat(owner.send("POST", echo + "?token=" + foreign, "application/json", "{}")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ofARepeatedParameterTheLastCounts() {
        var page = owner.get(tenant.path("insight_variables/?page=7&page=1"));

        assertThat(page.status()).isEqualTo(200);
    }

    @Test
    void aParameterOfTheWrongTypeIsRefusedByName() {
        assertThat(owner.get(tenant.path("probe/search?search=a&number=x")).told())
                .isEqualTo(input("number", "invalid_input", "Enter a valid value."));
        assertThat(owner.get(tenant.path("probe/search?search=a+b%2B&number=1")).told())
                .isEqualTo("200 [\"a b+\",\"1\"]");
    }

    private String tokenOf(long project) {
        return jdbc.sql("SELECT api_token FROM project WHERE id = :id")
                .param("id", project)
                .query(String.class)
                .single();
    }
}
