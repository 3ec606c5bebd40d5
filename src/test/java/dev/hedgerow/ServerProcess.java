package dev.hedgerow;

import static org.awaitility.Awaitility.await;

import dev.hedgerow.modelingjob.TestModels;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.SpringApplication;
import org.springframework.context.annotation.Import;

/** The whole server in a process of its own, with models to run, so that it can be killed. */
public record ServerProcess(Process process, int port) implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @Import(TestModels.class)
    static class WithModels {}

    static void main(String[] arguments) {
        new SpringApplication(Hedgerow.class, WithModels.class).run(arguments);
    }

    public static ServerProcess start(Path data, int port, String... settings) throws IOException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                ServerProcess.class.getName(),
                "--server.port=" + port,
                "--hedgerow.data-dir=" + data));
        command.addAll(List.of(settings));
        var log = Files.createDirectories(Path.of("target/server-logs")).resolve(data.getFileName() + ".log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ServerProcess(process, port);
    }

    public void awaitReady() {
        await().atMost(Duration.ofMinutes(2)).until(() -> status("/_readyz") == 200 || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("the server ended with " + process.exitValue());
        }
    }

    /** Waits until the process has died, as it was told to. */
    public void awaitDeath() throws InterruptedException {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            throw new AssertionError("the server lives on");
        }
    }

    /** SIGKILL, as when the power is cut. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        awaitDeath();
    }

    public int status(String path) {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException down) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
