package dev.hedgerow.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.engine.Warehouse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real SDKs, of the newest versions there are: needs node, and the network once. */
@ServerTest
class SdkTest {

    private static final Path DIRECTORY = Path.of("target/sdks");

    @Test
    void postHogsOwnSdksAreServed(
            @Autowired Tenants tenants,
            @Autowired Teams teams,
            @Autowired JdbcClient jdbc,
            @Autowired Warehouse warehouse,
            @LocalServerPort int port)
            throws Exception {
        install();
        var project = new Projects(tenants, teams, jdbc, warehouse, port).create();

        var script = run("node", "sdks.mjs", project.server(), project.token());

        assertThat(script.exit()).as(script.output()).isZero();
        project.awaitRows(107, "SELECT 1 FROM events");
        assertThat(project.rows(
                        "SELECT event, count(*) FROM events WHERE event NOT LIKE '$%' GROUP BY ALL ORDER BY event"))
                .containsExactly(
                        "lite first | 1", "lite last | 1", "node first | 1", "node last | 1", "node many | 100");
        assertThat(project.rows("""
                        SELECT properties->>'price', properties->>'text' FROM events WHERE event = 'node first'""")).containsExactly("9.5 | Grüße 🌿");
        assertThat(project.rows("SELECT \"$group_0\" FROM events WHERE event = 'node last'"))
                .containsExactly("acme");
        assertThat(project.rows("SELECT index, key, properties->>'name' FROM groups"))
                .containsExactly("0 | acme | Acme");
        assertThat(project.rows("""
                        SELECT p.properties->>'email', count(*)
                          FROM persons p JOIN person_distinct_ids d ON d.person_id = p.id
                         WHERE NOT p.is_deleted AND p.properties->>'email' IS NOT NULL GROUP BY ALL ORDER BY ALL""")).containsExactly("lite@example.test | 2", "node@example.test | 2");
    }

    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(DIRECTORY);
        try (var script = new ClassPathResource("capture/sdks.mjs").getInputStream()) {
            Files.copy(script, DIRECTORY.resolve("sdks.mjs"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (Files.notExists(DIRECTORY.resolve("node_modules/posthog-js-lite"))) {
            assumeTrue(runs("node", "--version"), "node is not installed");
            var npm = run("npm", "install", "--no-audit", "--no-fund", "--no-save", "posthog-node", "posthog-js-lite");
            assumeTrue(npm.exit() == 0, () -> "the SDKs cannot be installed: " + npm.output());
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return run(command).exit() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static Run run(String... command) throws IOException, InterruptedException {
        var output = Files.createTempFile(DIRECTORY, "run", ".log");
        var process = new ProcessBuilder(List.of(command))
                .directory(DIRECTORY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Run(-1, "took too long: " + Files.readString(output));
        }
        return new Run(process.exitValue(), Files.readString(output));
    }

    private record Run(int exit, String output) {}
}
