package bench;

import dev.hedgerow.hogql.Compiled;
import dev.hedgerow.hogql.HogQl;
import dev.hedgerow.hogql.Options;
import dev.hedgerow.hogql.Schema;
import dev.hedgerow.hogql.TableDefinition;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.TypeNames;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How long a typical view takes from text to SQL. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 3)
public class CompileLatency {

    private static final String VIEW =
            """
            WITH paid AS (
                SELECT
                    customer_id,
                    toStartOfMonth(created_at) AS month,
                    sum(amount) / 100 AS revenue,
                    count() AS charges,
                    countIf(refunded) AS refunds
                FROM stripe.charges
                WHERE paid
                    AND status IN ('succeeded', 'pending', 'disputed')
                    AND created_at >= now() - INTERVAL 12 MONTH
                GROUP BY customer_id, month
            ), active AS (
                SELECT
                    properties.customer_id AS customer_id,
                    toStartOfMonth(timestamp) AS month,
                    uniq(distinct_id) AS users
                FROM events
                WHERE event = '$pageview' AND properties.$browser IS NOT NULL
                GROUP BY customer_id, month
            )
            SELECT
                paid.month,
                c.email AS email,
                multiIf(paid.revenue > 1000, 'large', paid.revenue > 100, 'medium', 'small') AS segment,
                paid.revenue - paid.refunds * 10 AS net,
                ifNull(active.users, 0) AS users,
                row_number() OVER (PARTITION BY paid.month ORDER BY paid.revenue DESC) AS rank
            FROM paid
            LEFT JOIN stripe.customers AS c ON paid.customer_id = c.id
            LEFT JOIN active ON active.customer_id = paid.customer_id AND active.month = paid.month
            WHERE c.email NOT LIKE '%@example.com'
            ORDER BY paid.month DESC, rank
            """;

    private final HogQl hogql = HogQl.forDuckDb();
    private final Schema schema = schema();

    @Benchmark
    public Compiled view() {
        return hogql.compile(VIEW, schema, Options.NONE);
    }

    private static Schema schema() {
        var tables = new LinkedHashMap<List<String>, TableDefinition>();
        add(tables, "stripe.charges", Map.of("customer_id", "String", "created_at", "DateTime64(6, 'UTC')", "amount",
                "Int64", "paid", "Bool", "refunded", "Bool", "status", "String"));
        add(tables, "stripe.customers", Map.of("id", "String", "email", "Nullable(String)"));
        add(tables, "events", Map.of("event", "String", "distinct_id", "String", "timestamp", "DateTime64(6, 'UTC')",
                "properties", "JSON"));
        return new Schema() {
            @Override
            public Optional<TableDefinition> find(List<String> name) {
                return Optional.ofNullable(tables.get(name));
            }

            @Override
            public Collection<String> names() {
                return tables.values().stream().map(TableDefinition::name).toList();
            }
        };
    }

    private static void add(Map<List<String>, TableDefinition> tables, String name, Map<String, String> columns) {
        var types = new LinkedHashMap<String, Type>();
        columns.forEach((column, type) -> types.put(column, TypeNames.parse(type).orElseThrow()));
        tables.put(List.of(name.split("\\.")), TableDefinition.Stored.of(name, List.of(name.split("\\.")), types));
    }
}
