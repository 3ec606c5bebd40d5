package dev.hedgerow.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.server.DataDirectory;
import dev.hedgerow.server.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServerTest
class BootstrapTest {

    @Autowired
    Bootstrap bootstrap;

    @Autowired
    DemoTenant demo;

    @Autowired
    DataDirectory data;

    @Autowired
    Tenants tenants;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    RestTestClient client;

    UUID organization;
    long project;
    String name;
    String key;

    @BeforeEach
    void names() {
        organization = UUID.randomUUID();
        name = "Acme " + organization;
        key = "phx_" + UUID.randomUUID();
        project = tenants.create().project() + 1000;
    }

    @Test
    void theFileIsWhatTheServerStartsWith() {
        apply(file());

        var admin = Http.withKey(client, key);
        var me = admin.get("/api/users/@me", 200);
        assertThat(me.get("first_name").stringValue()).isEqualTo("Ada");
        assertThat(me.get("role_at_organization").stringValue()).isEqualTo("engineering");
        assertThat(me.get("organization").get("id").stringValue()).isEqualTo(organization.toString());
        assertThat(me.get("team").get("id").longValue()).isEqualTo(project);
        assertThat(me.get("team").get("timezone").stringValue()).isEqualTo("Europe/Berlin");
        assertThat(admin.get("/api/projects/", 200).get("count").intValue()).isEqualTo(2);
        assertThat(Http.withKey(client, key + "_scoped")
                        .get("/api/personal_api_keys/@current", 200)
                        .get("scoped_teams")
                        .get(0)
                        .longValue())
                .isEqualTo(project);
        assertThat(Http.anonymous(client)
                        .post(
                                "/api/login",
                                "{\"email\": \"%s\", \"password\": \"correct-horse\"}".formatted(email()),
                                200)
                        .get("success")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void applyingItTwiceChangesNothing() {
        apply(file());
        var once = rows();

        apply(file());

        assertThat(rows()).isEqualTo(once);
    }

    @Test
    void replicasThatStartTogetherAgree() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Boolean> start = () -> {
                apply(file());
                return true;
            };

            assertThat(threads.invokeAll(List.of(start, start, start)).stream().map(Future::resultNow))
                    .hasSize(3);
        }

        assertThat(Http.withKey(client, key)
                        .get("/api/projects/", 200)
                        .get("count")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void theNextProjectComesAfterTheNumberedOnes() {
        apply(file());

        assertThat(tenants.project(organization)).isGreaterThan(project);
    }

    @Test
    void aNewValueInTheFileReplacesTheKey() {
        apply(file());
        var rotated = "phx_" + UUID.randomUUID();

        apply(file().replace(key, rotated));

        Http.withKey(client, key).get("/api/users/@me", 401);
        Http.withKey(client, rotated).get("/api/users/@me", 200);
    }

    @Test
    void whatDisappearsFromTheFileIsLeftAlone() {
        apply(file());

        apply("organizations:\n  - {name: %s, id: %s}\n".formatted(name, organization));

        assertThat(Http.withKey(client, key)
                        .get("/api/projects/", 200)
                        .get("count")
                        .intValue())
                .isEqualTo(2);
    }

    @Test
    void aRefusedEntryLeavesNothingBehind() {
        var taken = tenants.create().project();
        var clashing = file().replace("id: " + project, "id: " + taken);

        assertThatExceptionOfType(BootstrapRefused.class)
                .isThrownBy(() -> apply(clashing))
                .withMessage("project %d belongs to another organization".formatted(taken))
                .extracting(BootstrapRefused::line)
                .isEqualTo(5);
        assertThat(jdbc.sql("SELECT count(*) FROM organization WHERE id = :id")
                        .param("id", organization)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aRefusedFileIsNamedWithItsLine(@TempDir Path directory) throws Exception {
        var path = Files.writeString(directory.resolve("bootstrap.yaml"), "organizations:\n  - nmae: Acme\n");
        var starting = new Bootstrapping(new BootstrapSettings(path, null), bootstrap, demo);

        assertThatExceptionOfType(StartRefused.class)
                .isThrownBy(starting::afterSingletonsInstantiated)
                .withMessage(
                        "HEDGEROW_BOOTSTRAP: %s, line 2: \"nmae\" is unknown here; known are id, name, projects,"
                                + " members",
                        path);
    }

    @Test
    void withoutAFileThereIsADemoAndItsKeyIsKept() throws Exception {
        var kept = Files.readString(data.resolve("api-key")).strip();

        demo.create(); // the server has people in it, so this adds nobody

        var me = Http.withKey(client, kept).get("/api/users/@me", 200);
        assertThat(me.get("email").stringValue()).isEqualTo("admin@hedgerow.local");
        assertThat(me.get("is_staff").booleanValue()).isTrue();
        assertThat(me.get("team").get("id").longValue()).isEqualTo(1);
        assertThat(Files.getPosixFilePermissions(data.resolve("api-key")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        var password = Files.readString(data.resolve("admin-password")).strip();
        Http.anonymous(client)
                .post(
                        "/api/login",
                        "{\"email\": \"admin@hedgerow.local\", \"password\": \"%s\"}".formatted(password),
                        200);
    }

    private void apply(String yaml) {
        bootstrap.apply(BootstrapFileReader.read(yaml));
    }

    private String email() {
        return organization + "@acme.test";
    }

    private String file() {
        return """
                organizations:
                  - name: %s
                    id: %s
                    projects:
                      - id: %d
                        name: Default
                        timezone: Europe/Berlin
                        api_token: phc_%s
                      - name: Staging
                    members:
                      - email: %s
                        first_name: Ada
                        password: correct-horse
                        level: owner
                        staff: false
                        role_at_organization: engineering
                        api_keys:
                          - label: everything
                            value: %s
                            scopes: ["*"]
                          - label: first project
                            value: %s_scoped
                            scopes: ["project:read"]
                            projects: [%d]
                """.formatted(name, organization, project, organization, email(), key, key, project);
    }

    private List<Map<String, @Nullable Object>> rows() {
        return jdbc.sql("""
                        SELECT o::text AS organization, p::text AS project, u::text AS person, k::text AS key
                          FROM organization o
                          JOIN project p ON p.organization_id = o.id
                          JOIN membership m ON m.organization_id = o.id
                          JOIN app_user u ON u.id = m.user_id
                          JOIN personal_api_key k ON k.user_id = u.id
                         WHERE o.id = :id
                         ORDER BY p.id, k.id
                        """).param("id", organization).query().listOfRows();
    }
}
