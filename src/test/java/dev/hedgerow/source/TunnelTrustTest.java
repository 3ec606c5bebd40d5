package dev.hedgerow.source;

import static dev.hedgerow.Calls.text;
import static dev.hedgerow.source.SourceCalls.SCHEMAS;
import static dev.hedgerow.source.SourceCalls.SOURCES;
import static dev.hedgerow.source.SourceCalls.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.connector.network.TestTunnel;
import dev.hedgerow.database.SourcePostgres;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.client.RestTestClient;

/** Sources behind an SSH tunnel whose host nobody vouches for: who answered first is who may answer. */
@ServerTest
class TunnelTrustTest {

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    SourceCalls calls;
    CdcCalls waiting;
    TestTunnel tunnel;

    @BeforeEach
    void tunnel() throws Exception {
        var database = SourcePostgres.shared().database();
        database.execute("CREATE TABLE items (id int PRIMARY KEY)");
        calls = new SourceCalls(http, tenants.create(), database);
        waiting = new CdcCalls(calls);
        tunnel = TestTunnel.start();
    }

    @AfterEach
    void closeTunnel() throws Exception {
        tunnel.close();
    }

    @Test
    void anotherHostInItsPlaceGetsNoPasswordUntilSomebodyTrustsIt() throws Exception {
        var first = tunnel.fingerprint();
        var id = create(null);
        assertThat(hostKey(id)).isEqualTo(first);
        replaceTunnel();

        calls.send(POST, SCHEMAS + calls.schema(id, "items", "id") + "/reload/", "");
        waiting.awaitStatus(id, "items", "Failed");

        assertThat(calls.<String>schema(id, "items", "latest_error"))
                .isEqualTo(
                        "The SSH tunnel's host has another key (%s) than the one it is known by (%s). If that is right, set host_key of ssh_tunnel to the new one."
                                .formatted(tunnel.fingerprint(), first));
        change(id, "{\"require_tls\": {\"enabled\": true}}", 400);
        assertThat(tunnel.logins()).isZero();

        change(id, "{\"host_key\": \"%s\"}".formatted(tunnel.fingerprint()), 200);
        waiting.patch(id, "items", "{\"should_sync\": true}");
        waiting.awaitStatus(id, "items", "Completed");
        assertThat(hostKey(id)).isEqualTo(tunnel.fingerprint());
    }

    @Test
    void anEmptyKeyTrustsWhoeverAnswersNext() throws Exception {
        var id = create(null);
        replaceTunnel();

        change(id, "{\"host_key\": \"\"}", 200);

        assertThat(hostKey(id)).isEqualTo(tunnel.fingerprint());
    }

    @Test
    void aHostElsewhereIsAnotherHost() throws Exception {
        var id = create(null);
        try (var other = TestTunnel.start()) {
            var body = new HashMap<>(other.settings("password", TestTunnel.PASSWORD));
            calls.send(
                            PATCH,
                            SOURCES + id + "/",
                            SourceCalls.JSON.writeValueAsString(Map.of(
                                    "job_inputs", Map.of("ssh_tunnel", body, "password", SourcePostgres.PASSWORD))))
                    .expectStatus()
                    .isOk();

            assertThat(hostKey(id)).isEqualTo(other.fingerprint());
        }
    }

    @Test
    void aKeyThatWasGivenStaysTheOnlyOne() throws Exception {
        var id = create(tunnel.hostKey());

        assertThat(hostKey(id)).isEqualTo(tunnel.hostKey());
    }

    private String create(@Nullable String hostKey) {
        var settings = new HashMap<>(tunnel.settings("password", TestTunnel.PASSWORD));
        if (hostKey != null) {
            settings.put("host_key", hostKey);
        }
        var id = calls.create(calls.source(
                "",
                Map.of("schema", "public", "ssh_tunnel", settings),
                List.of(table("items", "sync_type", "full_refresh"))));
        waiting.awaitStatus(id, "items", "Completed");
        return id;
    }

    /** By one that has another key, at the same address. */
    private void replaceTunnel() throws Exception {
        int port = tunnel.port();
        tunnel.close();
        tunnel = TestTunnel.start(port);
    }

    private void change(String id, String tunnelSettings, int status) {
        calls.send(PATCH, SOURCES + id + "/", "{\"job_inputs\": {\"ssh_tunnel\": %s}}".formatted(tunnelSettings))
                .expectStatus()
                .isEqualTo(status);
    }

    private String hostKey(String id) {
        return JsonPath.read(text(calls.get(SOURCES + id)), "$.job_inputs.ssh_tunnel.host_key");
    }
}
