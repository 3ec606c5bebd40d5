package dev.hedgerow.settings;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hedgerow.server.StartRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;

class SettingsCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SERVER_PORT                        | 0
            SERVER_PORT                        | 65535
            SERVER_ADDRESS                     | 0.0.0.0
            SERVER_ADDRESS                     | ::1
            DATABASE_URL                       | postgres://ada:secret@localhost/meta
            HEDGEROW_DATA_DIR                  | ./data
            HEDGEROW_ENGINE                    | duckdb
            HEDGEROW_SECRET_KEY                | MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=
            HEDGEROW_BOOTSTRAP                 | pom.xml
            HEDGEROW_BOOTSTRAP_API_KEY         | phx_demo_key_0123456789
            HEDGEROW_SITE_URL                  | https://hedgerow.example.com/base
            HEDGEROW_BEHIND_PROXY              | true
            HEDGEROW_LOG_FORMAT                | json
            HEDGEROW_BILLING_MODE              | none
            HEDGEROW_MANAGED_WAREHOUSE_URL     | postgres://admin:secret@localhost/postgres
            HEDGEROW_WORKERS                   | 0
            HEDGEROW_DUCKDB_MEMORY             | 4GB
            HEDGEROW_QUERY_TIMEOUT             | 90s
            HEDGEROW_QUERY_MAX_ROWS            | 1000
            """)
    void whatTheRunContractAllowsIsTaken(String variable, String value) {
        assertThatCode(() -> check(Map.of(variable, value))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SERVER_PORT                        | 65536
            SERVER_PORT                        | http
            SERVER_ADDRESS                     | not an address
            DATABASE_URL                       | mysql://ada:secret@localhost/meta
            HEDGEROW_ENGINE                    | sqlite
            HEDGEROW_SECRET_KEY                | c2hvcnQ=
            HEDGEROW_SECRET_KEY_PREVIOUS       | not base64!
            HEDGEROW_BOOTSTRAP                 | no/such/file.yaml
            HEDGEROW_BOOTSTRAP_API_KEY         | short
            HEDGEROW_SITE_URL                  | hedgerow.example.com
            HEDGEROW_SITE_URL                  | ftp://hedgerow.example.com
            HEDGEROW_BEHIND_PROXY              | yes
            HEDGEROW_LOG_FORMAT                | xml
            HEDGEROW_RATE_LIMIT_ENABLED        | 1
            HEDGEROW_STRICT_SCOPES             | on
            HEDGEROW_BLOCK_PRIVATE_HOSTS       | TRUE!
            HEDGEROW_BILLING_MODE              | yearly
            HEDGEROW_MANAGED_WAREHOUSE_ENABLED | no
            HEDGEROW_MANAGED_WAREHOUSE_URL     | localhost:5432
            HEDGEROW_WORKERS                   | -1
            HEDGEROW_WORKERS                   | many
            HEDGEROW_DUCKDB_MEMORY             | much
            HEDGEROW_DUCKDB_SPILL              | -1GB
            HEDGEROW_DUCKDB_THREADS            | 0
            HEDGEROW_QUERY_TIMEOUT             | -5s
            HEDGEROW_QUERY_QUEUE_TIME          | soon
            """)
    void aMalformedValueIsRefusedInOneLineThatNamesTheVariableAndNotTheValue(String variable, String value) {
        assertThatThrownBy(() -> check(Map.of(variable, value)))
                .isInstanceOf(StartRefused.class)
                .message()
                .startsWith(variable + " (")
                .hasLineCount(1)
                .doesNotContain(value + " ");
    }

    @Test
    void whatIsDocumentedExists() throws Exception {
        var names = Stream.of(Variable.values()).map(Enum::name).collect(toSet());
        var documented = Pattern.compile("(?m)^\\| `([A-Z_]+)`")
                .matcher(Files.readString(Path.of("docs/configuration.md")))
                .results()
                .map(row -> row.group(1))
                .collect(toSet());

        assertThat(names).containsAll(documented);
    }

    @Test
    void anUnknownVariableIsRefusedByName() {
        assertThatThrownBy(() -> check(Map.of("HEDGEROW_ENGIN", "duckdb")))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("HEDGEROW_ENGIN is no setting");
    }

    @Test
    void variablesOfOthersAreNoneOfOurBusiness() {
        assertThatCode(() -> check(Map.of("HEDGE", "fund", "DATABASE_URL", ""))).doesNotThrowAnyException();
    }

    @Test
    void someSwitchOnTheFrameworksOwnSettings() {
        var environment = check(Map.of(
                "HEDGEROW_BEHIND_PROXY", "true",
                "HEDGEROW_LOG_FORMAT", "json",
                "DATABASE_URL", "postgres://ada:secret@localhost/meta"));

        assertThat(environment.getProperty("server.forward-headers-strategy")).isEqualTo("native");
        assertThat(environment.getProperty("logging.structured.format.console")).isEqualTo("ecs");
        assertThat(environment.getProperty("hedgerow.database.url")).startsWith("postgres://ada");
    }

    private static ConfigurableEnvironment check(Map<String, Object> variables) {
        var environment = new StandardEnvironment() {
            @Override
            public Map<String, Object> getSystemEnvironment() {
                return variables;
            }
        };
        new SettingsCheck().postProcessEnvironment(environment, new SpringApplication());
        return environment;
    }
}
