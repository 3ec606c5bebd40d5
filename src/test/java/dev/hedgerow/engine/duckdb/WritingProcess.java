package dev.hedgerow.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.ColumnType.Simple;
import dev.hedgerow.engine.Namespace;
import dev.hedgerow.engine.RowSource;
import dev.hedgerow.engine.SourceColumn;
import dev.hedgerow.engine.TableVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/** Another process, which has the directory and writes until it is killed. */
record WritingProcess(Process process, BufferedReader output) implements AutoCloseable {

    static final Namespace NAMESPACE = new Namespace("shared");
    static final TableVersion LOG = new TableVersion("log", 1);
    static final long BATCH = 100;

    static WritingProcess start(Path directory) throws IOException {
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WritingProcess.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new WritingProcess(process, process.inputReader(StandardCharsets.UTF_8));
    }

    /** Blocks until the other process has said so often that it committed a batch. */
    void awaitBatches(int batches) {
        for (int i = 0; i < batches; ) {
            i += line().startsWith("committed") ? 1 : 0;
        }
    }

    /** SIGKILL; unlike the process's own method, its handle leaves what was said to be read. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        assertThat(process.waitFor()).isEqualTo(128 + 9);
    }

    /** The number of the last batch that was acknowledged, from what is left to read. */
    long lastAcknowledged() {
        return output.lines()
                .filter(line -> line.startsWith("committed "))
                .mapToLong(line -> Long.parseLong(line.substring("committed ".length())))
                .max()
                .orElse(-1);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private String line() {
        try {
            var line = output.readLine();
            if (line == null) {
                throw new AssertionError("the other process ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void main(String[] arguments) throws IOException {
        try (var warehouse = TestWarehouse.in(Path.of(arguments[0]))) {
            warehouse.engine().load(NAMESPACE, LOG, batch(0), new Cancellation());
            for (long number = 1; ; number++) {
                warehouse.engine().append(NAMESPACE, LOG, batch(number), new Cancellation());
                warehouse.materialize(
                        NAMESPACE, new TableVersion("copy", number), "SELECT * FROM log__v1 WHERE batch = " + number);
                warehouse.engine().drop(NAMESPACE, new TableVersion("copy", number - 1));
                System.out.println("committed " + number);
            }
        }
    }

    private static RowSource batch(long number) {
        return RowSource.of(
                List.of(new SourceColumn("batch", Simple.INTEGER), new SourceColumn("row", Simple.INTEGER)),
                LongStream.range(0, BATCH).mapToObj(row -> List.of(number, row)).iterator());
    }
}
