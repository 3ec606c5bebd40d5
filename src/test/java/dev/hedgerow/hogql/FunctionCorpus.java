package dev.hedgerow.hogql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Expressions and queries with what they give: {@code hogql => rows :: types}, one a line, in a file per topic. */
final class FunctionCorpus {

    private static final Path DIRECTORY = Path.of("src/test/resources/hogql/corpus");

    /**
     * A line.
     *
     * @param hogql an expression, with FROM and what follows if it reads a table, or a whole query
     * @param rows parted by {@code " / "}
     */
    record Line(String file, String hogql, String rows, String types) {

        static Line of(String file, String text) {
            var arrow = text.indexOf(" => ");
            var colons = text.lastIndexOf(" :: ");
            return new Line(
                    file,
                    text.substring(0, arrow),
                    text.substring(arrow + " => ".length(), colons),
                    text.substring(colons + " :: ".length()));
        }

        String query() {
            return hogql.matches("(?is)(select|with)\\b.*") ? hogql : "select " + hogql;
        }

        @Override
        public String toString() {
            return file + ": " + hogql;
        }
    }

    private FunctionCorpus() {}

    static Stream<Line> lines() {
        try (var files = Files.list(DIRECTORY)) {
            return files.sorted().flatMap(FunctionCorpus::lines).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Line> lines(Path file) {
        try {
            var name = String.valueOf(file.getFileName());
            List<String> lines = Files.readAllLines(file);
            return lines.stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> Line.of(name, line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
