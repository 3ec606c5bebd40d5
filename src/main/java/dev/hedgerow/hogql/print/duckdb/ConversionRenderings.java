package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.function.Function;
import dev.hedgerow.hogql.function.Functions;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import dev.hedgerow.hogql.type.Types;
import java.util.List;

/** From one type to another. */
final class ConversionRenderings {

    static final Renderings ALL = all();

    private ConversionRenderings() {}

    private static Renderings all() {
        var all = new Renderings();
        for (var function : Functions.byTopic().getOrDefault("Conversion", List.of())) {
            var name = function.name();
            if (name.startsWith("parseDateTime") && !name.contains("BestEffort")) {
                all.add(
                        name,
                        name.contains("Joda")
                                ? call -> parsed(call, DateFormats.joda(format(call)))
                                : call -> parsed(call, DateFormats.mysql(format(call))));
            } else if (name.endsWith("OrDefault")) {
                all.add(name, ConversionRenderings::orDefault);
            } else if (name.endsWith("OrZero")) {
                all.add(
                        name,
                        call -> "coalesce(%s, %s)".formatted(safe(call), Conversions.defaultValue(call.result())));
            } else if (name.startsWith("_") || name.equals("accurateCast")) {
                all.add(name, call -> Casts.cast(call.sql(0), call.type(0), call.result(), false, call.names()));
            } else if (name.matches("to(U?Int\\d+)")) {
                all.add(name, ConversionRenderings::toWhole);
            } else {
                all.add(name, ConversionRenderings::safe);
            }
        }
        Functions.all().stream()
                .map(Function::name)
                .filter(name -> name.endsWith("OrZero"))
                .forEach(all::strict);
        return all.replace("toString", ConversionRenderings::text)
                .replace("toFixedString", call -> call.text(0))
                .replace("toLowCardinality", call -> call.sql(0))
                .replace(
                        "toDate",
                        call -> call.bare(0) instanceof Type.DateTime time && call.size() == 2
                                ? "CAST(%s AS DATE)"
                                        .formatted(Conversions.clock(
                                                call.sql(0),
                                                time.at(call.constantText(1).orElse("UTC"))))
                                : safe(call));
    }

    private static String safe(Invocation call) {
        if (call.name().contains("BestEffortUS") && call.result().bare() instanceof Type.DateTime time) {
            return Casts.precise(Casts.bestEffort(call.sql(0), time, true, call.names()), 6, time.precision());
        }
        return Casts.safe(call.sql(0), call.type(0), call.result(), call.names());
    }

    /** A number of any kind loses its fraction; only text can fail. */
    private static String toWhole(Invocation call) {
        return call.bare(0) instanceof Type.Real || call.bare(0) instanceof Type.Decimal
                ? "CAST(trunc(%s) AS %s)".formatted(call.sql(0), DuckDbTypes.name(call.result()))
                : safe(call);
    }

    private static String orDefault(Invocation call) {
        var last = call.size() - 1;
        var hasOther = last > 0
                && !(call.bare(last) == Simple.TEXT && call.name().startsWith("accurateCast") && last == 1)
                && !(call.result().bare() instanceof Type.Decimal && last == 1);
        var otherwise = hasOther
                ? Casts.safe(call.sql(last), call.type(last), call.result(), call.names())
                : Conversions.defaultValue(call.result());
        return "coalesce(%s, %s)".formatted(safe(call), otherwise);
    }

    private static String text(Invocation call) {
        return call.size() == 2 && call.bare(0) instanceof Type.DateTime time
                ? Conversions.text(call.sql(0), time.at(call.constantText(1).orElse("UTC")), call.names())
                : call.text(0);
    }

    private static String format(Invocation call) {
        return call.constantText(1).orElseThrow();
    }

    private static String parsed(Invocation call, String format) {
        var time = call.result().bare() instanceof Type.DateTime moment ? moment : Types.SECONDS;
        var sql = Conversions.instant("try_strptime(%s, %s)".formatted(call.sql(0), Sql.quoted(format)), time);
        return call.result().isNullable() ? sql : "coalesce(%s, %s)".formatted(sql, Conversions.defaultValue(time));
    }
}
