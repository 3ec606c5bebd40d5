package dev.hedgerow.insightvariable;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InsightVariableTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            Test 1         | test_1
            my_var         | my_var
            Test @#$ Var!  | test__var
            foo  bar       | foo__bar
            abc123         | abc123
            Größe in m²    | größe_in_m²
            Ⅷ. Étage       | ⅷ_étage
            変数 ½          | 変数_½
            İstanbul       | i̇stanbul
            a-b.c          | abc
            !!!            | ""
            """)
    void theCodeNameKeepsLettersDigitsAndUnderscores(String name, String codeName) {
        assertThat(InsightVariable.codeNameOf(name)).isEqualTo(codeName);
    }
}
