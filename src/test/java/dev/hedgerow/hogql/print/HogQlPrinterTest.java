package dev.hedgerow.hogql.print;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.hogql.ast.Expr;
import dev.hedgerow.hogql.ast.Query;
import dev.hedgerow.hogql.parser.QueryParser;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

class HogQlPrinterTest {

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void whatIsPrintedReadsAsTheSameExpression(@ForAll("expressions") Expr expr) {
        var read = QueryParser.expression(HogQlPrinter.print(expr));

        assertThat(Spanless.copy(read)).isEqualTo(expr);
    }

    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void whatIsPrintedReadsAsTheSameQuery(@ForAll("queries") Query query) {
        var read = QueryParser.parse(HogQlPrinter.print(query)).query();

        assertThat(Spanless.copy(read)).isEqualTo(query);
    }

    @Provide
    Arbitrary<Expr> expressions() {
        return Trees.expressions(3);
    }

    @Provide
    Arbitrary<Query> queries() {
        return Trees.queries(1);
    }
}
