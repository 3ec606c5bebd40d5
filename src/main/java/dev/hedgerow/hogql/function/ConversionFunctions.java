package dev.hedgerow.hogql.function;

import static dev.hedgerow.hogql.function.Function.Definition.scalar;

import dev.hedgerow.hogql.function.Function.Definition;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Type.Simple;
import dev.hedgerow.hogql.type.TypeNames;
import dev.hedgerow.hogql.type.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** From one type to another. What cannot be converted is NULL, unless the name says otherwise. */
final class ConversionFunctions {

    /** The number types that have functions of their own. */
    private static final List<Type> NUMBERS = List.of(
            Types.INT8,
            Types.INT16,
            Types.INT32,
            Types.INT64,
            new Type.Int(128, true),
            Types.UINT8,
            Types.UINT16,
            Types.UINT32,
            Types.UINT64,
            new Type.Real(32),
            Types.FLOAT64);

    static final List<Definition> ALL = all();

    private ConversionFunctions() {}

    private static List<Definition> all() {
        var all = new ArrayList<>(List.of(
                scalar(
                        "toInt(value: any)",
                        Types.INT64.nullable(),
                        "The whole number that it is or reads as; NULL for a fraction."),
                scalar("toFloat(value: any)", Types.FLOAT64.nullable(), "The number that it is or reads as.")
                        .alias("toFloatOrNull"),
                scalar("toString(value: any[, timezone: zone])", Simple.TEXT, "The value as text."),
                scalar("toFixedString(value: any, length: integer)", Simple.TEXT, "The value as text.")
                        .differs("Not filled up to the length."),
                scalar("toBool(value: any)", call -> read(call, Simple.BOOL), "The truth that it is or reads as."),
                scalar("toUUID(value: any)", Simple.UUID.nullable(), "The UUID that it reads as.")
                        .alias("toUUIDOrNull"),
                scalar("toUUIDOrZero(value: any)", Simple.UUID, "The UUID that it reads as, or the one of zeros."),
                scalar(
                                "toUUIDOrDefault(value: any, otherwise: any)",
                                Simple.UUID,
                                "The UUID that it reads as, or the other.")
                        .handlingNull(),
                scalar(
                                "toDate(value: any[, timezone: zone])",
                                call -> read(call, Simple.DATE),
                                "The date that it is or reads as.")
                        .alias("toDate32", "DATE")
                        .differs("A day that does not exist gives NULL, and not a day of the next month."),
                scalar("toDateOrNull(value: any)", Simple.DATE.nullable(), "The date that it reads as.")
                        .alias("toDate32OrNull"),
                scalar("toDateOrZero(value: any)", Simple.DATE, "The date that it reads as, or 1970-01-01.")
                        .alias("toDate32OrZero"),
                scalar(
                                "toDateOrDefault(value: any, otherwise: any)",
                                Simple.DATE,
                                "The date that it reads as, or the other.")
                        .handlingNull()
                        .alias("toDate32OrDefault"),
                scalar(
                                "toDateTime(value: any[, timezone: zone])",
                                ConversionFunctions::dateTime,
                                "The time that it is or reads as, in whatever usual form.")
                        .alias("TIMESTAMP"),
                scalar(
                        "toDateTimeOrNull(value: any[, timezone: zone])",
                        zoned(Types.SECONDS, 1, true),
                        "The time that it reads as."),
                scalar(
                        "toDateTimeOrZero(value: any[, timezone: zone])",
                        zoned(Types.SECONDS, 1, false),
                        "The time that it reads as, or the start of 1970."),
                scalar(
                                "toDateTimeOrDefault(value: any, timezone: zone, otherwise: any)",
                                zoned(Types.SECONDS, 1, false),
                                "The time that it reads as, or the other.")
                        .handlingNull(),
                scalar(
                        "toDateTime64(value: any[, precision: fixed[, timezone: zone]])",
                        call -> precise(call)
                                .nullableIf(
                                        !call.bare(0).isTime() && !call.bare(0).isNumber()),
                        "The time that it is or reads as, to so many digits of a second."),
                scalar(
                        "toDateTime64OrNull(value: any[, precision: fixed[, timezone: zone]])",
                        call -> precise(call).nullable(),
                        "The time that it reads as, to so many digits of a second."),
                scalar(
                        "toDateTime64OrZero(value: any[, precision: fixed[, timezone: zone]])",
                        ConversionFunctions::precise,
                        "The time that it reads as, or the start of 1970."),
                scalar(
                                "parseDateTimeBestEffort(text: text[, timezone: zone])",
                                zoned(Types.SECONDS, 1, true),
                                "The time that the text reads as, in whatever usual form.")
                        .alias(
                                "parseDateTimeBestEffortOrNull",
                                "parseDateTime32BestEffort",
                                "parseDateTime32BestEffortOrNull"),
                scalar(
                        "parseDateTimeBestEffortOrZero(text: text[, timezone: zone])",
                        zoned(Types.SECONDS, 1, false),
                        "The time that the text reads as, or the start of 1970."),
                scalar(
                                "parseDateTimeBestEffortUS(text: text[, timezone: zone])",
                                zoned(Types.SECONDS, 1, true),
                                "The time that the text reads as, months before days.")
                        .alias("parseDateTimeBestEffortUSOrNull"),
                scalar(
                                "parseDateTime64BestEffort(text: text[, precision: fixed[, timezone: zone]])",
                                call -> precise(call).nullable(),
                                "The time that the text reads as, with a fraction.")
                        .alias(
                                "parseDateTime64BestEffortOrNull",
                                "parseDateTime64BestEffortUS",
                                "parseDateTime64BestEffortUSOrNull"),
                scalar(
                        "parseDateTime64BestEffortOrZero(text: text[, precision: fixed[, timezone: zone]])",
                        ConversionFunctions::precise,
                        "The time that the text reads as, or the start of 1970."),
                scalar(
                                "parseDateTime(text: text, format: constant[, timezone: zone])",
                                zoned(Types.SECONDS, 2, true),
                                "The time that the text shows in a format such as %Y-%m-%d %H:%i:%S.")
                        .alias("parseDateTimeOrNull", "str_to_date"),
                scalar(
                        "parseDateTimeOrZero(text: text, format: constant[, timezone: zone])",
                        zoned(Types.SECONDS, 2, false),
                        "The time that the text shows in a format, or the start of 1970."),
                scalar(
                                "parseDateTimeInJodaSyntax(text: text, format: constant[, timezone: zone])",
                                zoned(Types.SECONDS, 2, true),
                                "The time that the text shows in a format such as yyyy-MM-dd.")
                        .alias("parseDateTimeInJodaSyntaxOrNull"),
                scalar(
                        "accurateCast(value: any, type: constant)",
                        ConversionFunctions::named,
                        "The value in the named type; an error where it has none."),
                scalar(
                        "accurateCastOrNull(value: any, type: constant)",
                        call -> named(call).nullable(),
                        "The value in the named type; NULL where it has none."),
                scalar(
                                "accurateCastOrDefault(value: any, type: constant[, otherwise: any])",
                                ConversionFunctions::named,
                                "The value in the named type, or the other, or the type's default.")
                        .handlingNull(),
                scalar("toLowCardinality(value: any)", Results.exactly(0), "The value itself.")
                        .handlingNull()));
        NUMBERS.forEach(type -> all.addAll(conversions("to" + type.clickHouseName(), type)));
        Stream.of(32, 64, 128).forEach(bits -> all.addAll(decimals(bits)));
        all.add(scalar(
                "toDecimal(value: any, scale: fixed)",
                call -> decimal(call, 18).nullable(),
                "The number that it is or reads as, with so many digits after the point."));
        return List.copyOf(all);
    }

    private static List<Definition> conversions(String name, Type type) {
        var word = type.clickHouseName();
        var conversions = new ArrayList<>(List.of(
                scalar(name + "(value: any)", call -> read(call, type), "The value as %s.".formatted(word))
                        .differs("Text that is no such number gives NULL, and not an error."),
                scalar(name + "OrZero(value: any)", type, "The text as %s, or 0.".formatted(word)),
                scalar(name + "OrNull(value: any)", type.nullable(), "The text as %s, or NULL.".formatted(word)),
                scalar(
                                name + "OrDefault(value: any[, otherwise: any])",
                                type,
                                "The text as %s, or the other, or 0.".formatted(word))
                        .handlingNull(),
                scalar(
                        "_" + name + "(value: any)",
                        type,
                        "The value as %s; an error where it is none.".formatted(word))));
        var shortName = type.equals(Types.INT64) ? "toInt" : type.equals(Types.FLOAT64) ? "toFloat" : null;
        if (shortName != null) {
            conversions.set(1, conversions.get(1).alias(shortName + "OrZero"));
            conversions.set(3, conversions.get(3).alias(shortName + "OrDefault"));
        }
        return conversions;
    }

    private static List<Definition> decimals(int bits) {
        var name = "toDecimal" + bits;
        var precision = bits == 32 ? 9 : bits == 64 ? 18 : 38;
        var word = "Decimal(%d, scale)".formatted(precision);
        return List.of(
                scalar(
                                name + "(value: any, scale: fixed)",
                                call -> decimal(call, precision)
                                        .nullableIf(!call.bare(0).isNumber()),
                                "The value as %s.".formatted(word))
                        .differs("Text that is no such number gives NULL, and not an error."),
                scalar(
                        name + "OrZero(value: any, scale: fixed)",
                        call -> decimal(call, precision),
                        "The text as %s, or 0.".formatted(word)),
                scalar(
                        name + "OrNull(value: any, scale: fixed)",
                        call -> decimal(call, precision).nullable(),
                        "The text as %s, or NULL.".formatted(word)),
                scalar(
                                name + "OrDefault(value: any, scale: fixed[, otherwise: any])",
                                call -> decimal(call, precision),
                                "The text as %s, or the other, or 0.".formatted(word))
                        .handlingNull());
    }

    private static Type decimal(Checked call, int precision) {
        var scale = call.whole(1)
                .orElseThrow(() -> InvalidCall.of(1, "Function '%s' expects a constant scale".formatted(call.name())));
        if (scale.signum() < 0 || scale.bitLength() > 8 || scale.intValue() > precision) {
            throw InvalidCall.of(1, "Function '%s' expects a scale from 0 to %d".formatted(call.name(), precision));
        }
        return new Type.Decimal(precision, scale.intValue());
    }

    /** Text may not be readable as the type; what is a number or a time already has a value in it. */
    private static Type read(Checked call, Type type) {
        var given = call.bare(0);
        return type.nullableIf(!given.isNumber() && !given.isTime());
    }

    private static Type dateTime(Checked call) {
        var given = call.bare(0);
        var time = given instanceof Type.DateTime(var precision, var zone)
                ? Types.SECONDS.at(zone)
                : given.isText() ? Types.MICROSECONDS : Types.SECONDS;
        return Results.zoned(call, time, 1).nullableIf(!given.isNumber() && !given.isTime());
    }

    private static Result zoned(Type.DateTime time, int zoneArgument, boolean nullable) {
        return call -> Results.zoned(call, time, zoneArgument).nullableIf(nullable);
    }

    private static Type precise(Checked call) {
        var digits = call.whole(1)
                .map(number -> Math.clamp(number.longValue(), 0, 9))
                .orElse(3);
        var zone = call.bare(0) instanceof Type.DateTime(var precision, var name) ? name : null;
        return Results.zoned(call, new Type.DateTime(digits, zone), 2);
    }

    private static Type named(Checked call) {
        return call.text(1)
                .flatMap(TypeNames::parse)
                .orElseThrow(
                        () -> InvalidCall.of(1, "Function '%s' expects the name of a type".formatted(call.name())));
    }
}
