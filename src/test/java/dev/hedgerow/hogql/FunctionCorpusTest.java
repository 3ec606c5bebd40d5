package dev.hedgerow.hogql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.hogql.function.Function;
import dev.hedgerow.hogql.function.Functions;
import dev.hedgerow.hogql.print.duckdb.DuckDbFunctions;
import java.sql.SQLException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FunctionCorpusTest {

    private Warehouse warehouse;

    @BeforeAll
    void open() {
        warehouse = new Warehouse();
    }

    @AfterAll
    void close() throws SQLException {
        warehouse.close();
    }

    @ParameterizedTest
    @MethodSource("dev.hedgerow.hogql.FunctionCorpus#lines")
    void aLineGivesItsRowsAndTypes(FunctionCorpus.Line line) {
        var rows = String.join(" / ", warehouse.rows(line.query()));
        var types = HogQl.forDuckDb().compile(line.query(), Warehouse.SCHEMA, Options.NONE).columns().stream()
                .map(column -> column.type().clickHouseName())
                .collect(Collectors.joining(", "));

        assertThat(rows).isEqualTo(line.rows());
        assertThat(types).isEqualTo(line.types());
    }

    @Test
    void everyFunctionHasALine() {
        var corpus = FunctionCorpus.lines().map(FunctionCorpus.Line::hogql).collect(Collectors.joining("\n"));

        assertThat(Functions.all()).allSatisfy(function -> assertThat(corpus).containsPattern(called(function)));
    }

    @Test
    void everyFunctionCanBePrintedForDuckDb() {
        var names = Functions.all().stream().map(Function::name).toList();

        assertThat(DuckDbFunctions.names()).containsExactlyInAnyOrderElementsOf(names);
    }

    /** A call by one of its names; the operators with a word for a name stand between their operands. */
    private static Pattern called(Function function) {
        var names = Stream.concat(Stream.of(function.name()), function.aliases().stream())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?<!\\w)(%1$s)(If|OrNull)?\\(| (%1$s) ".formatted(names));
    }
}
