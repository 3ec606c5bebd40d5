package dev.hedgerow.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class DataDirectoryTest {

    @TempDir
    private Path directory;

    @Test
    void aSecretIsMadeOnceAndForItsOwnerAlone() throws Exception {
        try (var data = DataDirectory.open(directory.resolve("data"))) {
            assertThat(data.secret("deep/key", () -> "first")).isEqualTo("first");
            assertThat(data.secret("deep/key", () -> "second")).isEqualTo("first");
            assertThat(Files.getPosixFilePermissions(data.resolve("deep/key"))).hasSize(2);
            assertThat(Files.getPosixFilePermissions(data.path())).hasSize(3);
        }
    }

    @Test
    void twoOfOneProcessCannotHaveIt() {
        try (var _ = DataDirectory.open(directory)) {
            assertThatThrownBy(() -> DataDirectory.open(directory))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("already open in this very process");
        }
    }

    @Test
    void whatCannotBeADirectoryIsRefused() throws Exception {
        var file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> DataDirectory.open(file))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("HEDGEROW_DATA_DIR");
    }

    @Test
    void anotherProcessIsToldWhoHasIt() throws Exception {
        var holder = Holder.start(directory);

        try {
            assertThatThrownBy(() -> DataDirectory.open(directory))
                    .isInstanceOf(StartRefused.class)
                    .hasMessageContaining("in use by process " + holder.pid());
        } finally {
            holder.destroyForcibly().waitFor();
        }
    }

    @Test
    void aStandbyIsLiveButNotReadyUntilTheHolderIsKilled() throws Exception {
        var holder = Holder.start(directory);
        var address = freeAddress();
        var standby = new FutureTask<>(() -> DataDirectory.open(directory, new WaitingRoom(address, new JsonMapper())));
        Thread.ofPlatform().daemon().start(standby);

        await().atMost(10, SECONDS)
                .ignoreExceptions()
                .untilAsserted(
                        () -> assertThat(get(address, "/_livez").statusCode()).isEqualTo(200));
        var ready = get(address, "/_readyz");
        holder.destroyForcibly();

        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"data directory\":\"held by process " + holder.pid());
        try (var taken = standby.get(10, SECONDS)) {
            assertThat(taken.path()).isEqualTo(directory);
        }
    }

    private static InetSocketAddress freeAddress() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }

    private static HttpResponse<String> get(InetSocketAddress address, String path) throws Exception {
        var uri = URI.create("http://127.0.0.1:%d%s".formatted(address.getPort(), path));
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        }
    }
}
