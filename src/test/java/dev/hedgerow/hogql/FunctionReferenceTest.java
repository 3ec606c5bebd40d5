package dev.hedgerow.hogql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.hogql.function.Function;
import dev.hedgerow.hogql.function.Functions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The list of functions in the documentation. {@code -Dhedgerow.write-docs} writes it anew. */
class FunctionReferenceTest {

    private static final Path DOCUMENT = Path.of("docs/hogql.md");
    private static final String START = "<!-- functions: written by FunctionReferenceTest -->\n";
    private static final String END = "<!-- end of functions -->\n";

    @Test
    void theDocumentationListsTheFunctionsThatThereAre() throws IOException {
        var document = Files.readString(DOCUMENT);
        var start = document.indexOf(START) + START.length();
        var end = document.indexOf(END);

        if (System.getProperty("hedgerow.write-docs") != null) {
            Files.writeString(DOCUMENT, document.substring(0, start) + reference() + document.substring(end));
        } else {
            assertThat(document.substring(start, end)).isEqualTo(reference());
        }
    }

    private static String reference() {
        return Functions.byTopic().entrySet().stream()
                .map(topic -> section(topic.getKey(), topic.getValue()))
                .collect(Collectors.joining());
    }

    private static String section(String topic, List<Function> functions) {
        return functions.stream()
                .map(FunctionReferenceTest::row)
                .collect(Collectors.joining("\n", """

                        ### %s

                        | function | gives | differs from PostHog |
                        | --- | --- | --- |
                        """.formatted(topic), "\n"));
    }

    private static String row(Function function) {
        var aliases = function.aliases().isEmpty()
                ? ""
                : " Also " + function.aliases().stream().map("`%s`"::formatted).collect(Collectors.joining(", ")) + ".";
        return "| `%s` | %s%s | %s |"
                .formatted(
                        function.signature().replace("|", "\\|"),
                        function.description(),
                        aliases,
                        function.difference().orElse(""));
    }
}
