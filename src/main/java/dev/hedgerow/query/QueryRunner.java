package dev.hedgerow.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.RowConsumer;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.engine.WarehouseException;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.insightvariable.QueryVariables;
import dev.hedgerow.query.QueryAnswer.Timing;
import dev.hedgerow.web.ApiException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Runs one query from its text to its answer. */
@Service
class QueryRunner {

    private static final int COMPILATIONS = 5;
    private static final Duration REFRESH_AT_MOST_EVERY = Duration.ofMinutes(15);

    private final QueryCompiler compiler;
    private final QueryVariables variables;
    private final Warehouse warehouse;
    private final AbroadRunner abroad;
    private final AnswerCache cache;
    private final QueryLog log;
    private final QueryProperties properties;
    private final Clock clock;

    QueryRunner(
            QueryCompiler compiler,
            QueryVariables variables,
            Warehouse warehouse,
            AbroadRunner abroad,
            AnswerCache cache,
            QueryLog log,
            QueryProperties properties,
            Clock clock) {
        this.compiler = compiler;
        this.variables = variables;
        this.warehouse = warehouse;
        this.abroad = abroad;
        this.cache = cache;
        this.log = log;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * The answer to {@code request}.
     *
     * @param queryId by which its log entry is found
     * @throws ApiException when the text is wrong, or the warehouse could not answer
     */
    QueryAnswer run(
            Team team,
            Caller caller,
            QueryRequest request,
            String queryId,
            Duration timeout,
            Cancellation cancellation) {
        var start = System.nanoTime();
        Long rows = null;
        String failure = null;
        try {
            var answer = answer(team, request, timeout, cancellation);
            rows = (long) answer.results().size();
            return answer;
        } catch (ApiException refusal) {
            failure = refusal.error().detail();
            throw refusal;
        } finally {
            var milliseconds = Duration.ofNanos(System.nanoTime() - start).toMillis();
            log.add(
                    team,
                    new QueryLog.Entry(
                            queryId,
                            request.hogql(),
                            request.name(),
                            clock.instant(),
                            milliseconds,
                            rows,
                            failure,
                            caller.userId()));
        }
    }

    private QueryAnswer answer(Team team, QueryRequest request, Duration timeout, Cancellation cancellation) {
        for (int compilation = 1; ; compilation++) {
            try {
                return attempt(team, request, timeout, cancellation);
            } catch (WarehouseException.TableMissing replaced) {
                // A run has put another version in the place of a table since the query was compiled.
                if (compilation == COMPILATIONS) {
                    throw QueryUnavailable.of(replaced);
                }
            }
        }
    }

    private QueryAnswer attempt(Team team, QueryRequest request, Duration timeout, Cancellation cancellation) {
        var start = System.nanoTime();
        var compiled = compiler.compile(team, request, variables(team, request), values(request));
        var compiledAt = System.nanoTime();
        var key = cacheKey(team, compiled);
        var mayReuse = request.refresh().mayReuse && compiled.abroad() == null;
        var known = mayReuse ? cache.find(key) : Optional.<QueryAnswer>empty();
        if (known.isPresent()) {
            return known.get();
        }
        var rows = new Rows(compiled.types());
        execute(team, compiled, timeout, cancellation, rows);
        var timings = List.of(
                new Timing("./compile", seconds(start, compiledAt)),
                new Timing("./execute", seconds(compiledAt, System.nanoTime())));
        var answer = answer(team, request, compiled, key, rows.cut(compiled), rows.hasMore(compiled), timings);
        if (compiled.abroad() == null) {
            cache.put(answer);
        }
        return answer;
    }

    private void execute(
            Team team, QueryCompiler.Prepared compiled, Duration timeout, Cancellation cancellation, Rows rows) {
        var namespace = Namespaces.of(team);
        try {
            if (compiled.abroad() == null) {
                var limits = new QueryLimits(properties.maxRows(), timeout);
                warehouse.query(namespace, compiled.sql(), limits, cancellation, rows);
            } else {
                abroad.run(namespace, compiled.sql(), compiled.abroad(), timeout, cancellation, rows);
            }
        } catch (WarehouseException.TableMissing replaced) {
            throw replaced;
        } catch (WarehouseException failure) {
            throw QueryUnavailable.of(failure);
        }
    }

    private QueryAnswer answer(
            Team team,
            QueryRequest request,
            QueryCompiler.Prepared compiled,
            String key,
            List<List<@Nullable Object>> results,
            boolean hasMore,
            List<Timing> timings) {
        var now = clock.instant();
        return new QueryAnswer(
                key,
                now.plus(properties.freshFor()),
                null,
                null,
                compiled.columns(),
                null,
                null,
                compiled.limitedByDefault() ? hasMore : null,
                compiled.hogql(),
                false,
                now,
                compiled.limitedByDefault() ? (long) compiled.defaultRows() : null,
                null,
                Map.of(),
                now.plus(REFRESH_AT_MOST_EVERY),
                compiled.limitedByDefault() ? 0L : null,
                request.hogql(),
                null,
                null,
                null,
                results,
                team.timezone().getId(),
                timings,
                compiled.namedTypes());
    }

    private Map<String, @Nullable Object> variables(Team team, QueryRequest request) {
        return request.hogql().contains("{")
                ? VariableValues.of(variables.of(team), request.variables(), team.timezone(), clock.instant())
                : Map.of();
    }

    private static Map<String, @Nullable Object> values(QueryRequest request) {
        var values = new HashMap<String, @Nullable Object>();
        request.values().forEach((name, value) -> values.put(name, VariableValues.plain(value)));
        return values;
    }

    private static String cacheKey(Team team, QueryCompiler.Prepared compiled) {
        var told = compiled.sql() + "\n" + compiled.stamps() + "\n" + team.timezone();
        return "cache_%d_%s".formatted(team.id(), UUID.nameUUIDFromBytes(told.getBytes(UTF_8)));
    }

    private static double seconds(long from, long to) {
        return (to - from) / 1e9;
    }

    /** Collects rows in the form in which they travel. */
    private static final class Rows implements RowConsumer {

        private final List<Type> types;
        private final List<List<@Nullable Object>> rows = new ArrayList<>();

        Rows(List<Type> types) {
            this.types = types;
        }

        @Override
        public void row(List<@Nullable Object> values) {
            var row = new ArrayList<@Nullable Object>(values.size());
            for (int i = 0; i < values.size(); i++) {
                row.add(ValueFormat.of(types.get(i), values.get(i)));
            }
            rows.add(row);
        }

        boolean hasMore(QueryCompiler.Prepared compiled) {
            return compiled.limitedByDefault() && rows.size() > compiled.defaultRows();
        }

        /** Without the one row too many that tells whether there is more. */
        List<List<@Nullable Object>> cut(QueryCompiler.Prepared compiled) {
            return hasMore(compiled) ? rows.subList(0, compiled.defaultRows()) : rows;
        }
    }
}
