package dev.hedgerow.modelingjob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.hedgerow.catalog.TableColumn;
import dev.hedgerow.catalog.TableContents;
import dev.hedgerow.catalog.WarehouseTables;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.Increment;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.TableVersion;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.query.CompiledView;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a run can go on from the table that is there, and from where the next one can. */
@Component
class Increments {

    private final WarehouseTables tables;
    private final Warehouse warehouse;
    private final MaterializationProperties properties;
    private final Clock clock;

    Increments(WarehouseTables tables, Warehouse warehouse, MaterializationProperties properties, Clock clock) {
        this.tables = tables;
        this.warehouse = warehouse;
        this.properties = properties;
        this.clock = clock;
    }

    /** What to do instead of running the view over everything, and to which version. */
    record Step(TableVersion from, Increment increment) {}

    /** Nothing unless the table that is there was made by the same definition, columns and all. */
    Optional<Step> step(Assignment run, CompiledView view) {
        var incremental = run.model().incremental();
        var basis = run.basis();
        return incremental == null
                        || basis == null
                        || !basis.definitionFingerprint().equals(fingerprint(incremental, view))
                ? Optional.empty()
                : tables.contents(run.team(), run.model().name())
                        .filter(table -> table.columns().equals(view.tableColumns()))
                        .map(table -> new Step(
                                table.version(),
                                new Increment(
                                        view.sql(),
                                        incremental.key(),
                                        incremental.uniqueKey(),
                                        incremental.lookback())));
    }

    /**
     * From where the next run can go on.
     *
     * @throws NotIncremental when the rows do not admit it
     */
    @Nullable
    IncrementalState after(
            Assignment run, CompiledView view, TableContents contents, RunMode mode, Cancellation cancellation) {
        var incremental = run.model().incremental();
        if (incremental == null) {
            return null;
        }
        refuseUnknownColumns(incremental, view);
        refuseDuplicates(run, incremental, contents, cancellation);
        var full = mode == RunMode.FULL_REFRESH || run.basis() == null
                ? clock.instant()
                : run.basis().lastFullRefreshAt();
        return new IncrementalState(
                watermark(run, incremental, contents, cancellation), fingerprint(incremental, view), full, mode.wire);
    }

    private static void refuseUnknownColumns(Incremental incremental, CompiledView view) {
        var names = view.tableColumns().stream().map(TableColumn::name).toList();
        if (!names.contains(incremental.key()) || !names.containsAll(incremental.uniqueKey())) {
            throw new NotIncremental("Its incremental key or unique key is not among its columns any more.");
        }
    }

    private void refuseDuplicates(
            Assignment run, Incremental incremental, TableContents contents, Cancellation cancellation) {
        var key = incremental.uniqueKey().stream().map(Increments::quoted).collect(joining(", "));
        var duplicate = ask(
                run,
                "SELECT count(*) FROM (SELECT 1 FROM %s GROUP BY %s HAVING count(*) > 1 LIMIT 1)"
                        .formatted(table(contents), key),
                cancellation);
        if (!"0".equals(duplicate)) {
            throw new NotIncremental(
                    "Several of its rows have the same unique key (%s). Choose columns that tell rows apart."
                            .formatted(String.join(", ", incremental.uniqueKey())));
        }
    }

    private @Nullable String watermark(
            Assignment run, Incremental incremental, TableContents contents, Cancellation cancellation) {
        return ask(
                run,
                "SELECT CAST(max(%s) AS VARCHAR) FROM %s".formatted(quoted(incremental.key()), table(contents)),
                cancellation);
    }

    private @Nullable String ask(Assignment run, String select, Cancellation cancellation) {
        var limits = new QueryLimits(1, properties.timeout());
        var value = warehouse
                .fetch(run.namespace(), select, limits, cancellation)
                .rows()
                .getFirst()
                .getFirst();
        return value == null ? null : value.toString();
    }

    private static String fingerprint(Incremental incremental, CompiledView view) {
        var columns = view.tableColumns().stream()
                .map(column -> column.name() + ' ' + column.type())
                .collect(joining("\n"));
        var text = String.join(
                "\0", incremental.definition(), incremental.key(), String.join("\n", incremental.uniqueKey()), columns);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String table(TableContents contents) {
        return quoted(contents.version().physicalName());
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
