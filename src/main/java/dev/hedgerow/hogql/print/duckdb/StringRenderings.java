package dev.hedgerow.hogql.print.duckdb;

import dev.hedgerow.hogql.type.Type;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text. */
final class StringRenderings {

    static final Renderings ALL = new Renderings()
            .add("concat", StringRenderings::concat)
            .add("concatWithSeparator", call -> "concat_ws(%s)".formatted(texts(call)))
            .add("length", StringRenderings::length)
            .add("lengthUTF8", "length({0 text})")
            .add("empty", call -> "(%s = 0)".formatted(length(call)))
            .add("notEmpty", call -> "(%s > 0)".formatted(length(call)))
            .add("lower", call -> bytesOrText(call, "lower"))
            .add("upper", call -> bytesOrText(call, "upper"))
            .add(
                    "initcap",
                    "array_to_string(list_transform(regexp_extract_all({0 text}, '[\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+'), lambda _w: upper(left(_w, 1)) || lower(substring(_w, 2))), '')")
            .add(
                    "reverse",
                    call -> call.bare(0) instanceof Type.Array
                            ? "list_reverse(%s)".formatted(call.sql(0))
                            : "reverse(%s)".formatted(call.text(0)))
            .add("reverseUTF8", "reverse({0 text})")
            .add("substring", StringRenderings::substring)
            .bound(
                    "substringIndex",
                    call ->
                            "CASE WHEN %3$s > 0 THEN array_to_string(list_slice(string_split(%1$s, %2$s), 1, %3$s), %2$s) WHEN %3$s < 0 THEN array_to_string(list_slice(string_split(%1$s, %2$s), %3$s, -1), %2$s) ELSE '' END"
                                    .formatted(call.text(0), call.text(1), call.sql(2)))
            .add("left", "left({0 text}, {1 int})")
            .add("right", "right({0 text}, {1 int})")
            .add(
                    "leftPad",
                    call -> "lpad(%s, %s, %s)"
                            .formatted(call.text(0), small(call, 1), call.size() == 3 ? call.text(2) : "' '"))
            .add(
                    "rightPad",
                    call -> "rpad(%s, %s, %s)"
                            .formatted(call.text(0), small(call, 1), call.size() == 3 ? call.text(2) : "' '"))
            .add("trim", call -> trim(call, "trim"))
            .add("trimLeft", call -> trim(call, "ltrim"))
            .add("trimRight", call -> trim(call, "rtrim"))
            .add("repeat", "repeat({0 text}, greatest({1 int}, 0))")
            .add("space", "repeat(' ', greatest({0 int}, 0))")
            .add("startsWith", "starts_with({0 text}, {1 text})")
            .add("endsWith", "ends_with({0 text}, {1 text})")
            .add("position", call -> position(call, call.text(0), call.text(1)))
            .add("locate", call -> position(call, call.text(1), call.text(0)))
            .add(
                    "positionCaseInsensitive",
                    call -> position(call, "lower(%s)".formatted(call.text(0)), "lower(%s)".formatted(call.text(1))))
            .add("countSubstrings", "CASE WHEN {1 text} = '' THEN 0 ELSE len(string_split({0 text}, {1 text})) - 1 END")
            .add(
                    "countSubstringsCaseInsensitive",
                    "CASE WHEN {1 text} = '' THEN 0 ELSE len(string_split(lower({0 text}), lower({1 text}))) - 1 END")
            .add(
                    "multiSearchAnyCaseInsensitive",
                    call -> within(call, name -> "contains(lower(%s), lower(%s))".formatted(call.text(0), name)))
            .add("hasToken", "list_contains(regexp_extract_all({0 text}, '[\\p{L}\\p{N}]+'), {1 text})")
            .add(
                    "hasTokenCaseInsensitive",
                    "list_contains(regexp_extract_all(lower({0 text}), '[\\p{L}\\p{N}]+'), lower({1 text}))")
            .add("replaceOne", "regexp_replace({0 text}, regexp_escape({1 text}), replace({2 text}, '\\', '\\\\'))")
            .add("replaceAll", "CASE WHEN {1 text} = '' THEN {0 text} ELSE replace({0 text}, {1 text}, {2 text}) END")
            .add("replaceRegexpOne", "regexp_replace({0 text}, {1 text}, {2 text}, 's')")
            .add("replaceRegexpAll", "regexp_replace({0 text}, {1 text}, {2 text}, 'gs')")
            .add("regexpQuoteMeta", "regexp_replace({0 text}, '([\\\\.^$|()\\[\\]?*+{}:-])', '\\\\\\1', 'g')")
            .add("translate", "translate({0 text}, {1 text}, {2 text})")
            .bound("overlay", StringRenderings::overlay)
            .add("match", call -> orFalse(call, "regexp_matches(%s, %s, 's')".formatted(call.text(0), call.text(1))))
            .add(
                    "notMatch",
                    call -> orTrue(call, "NOT regexp_matches(%s, %s, 's')".formatted(call.text(0), call.text(1))))
            .add(
                    "matchInsensitive",
                    call -> orFalse(call, "regexp_matches(%s, %s, 'si')".formatted(call.text(0), call.text(1))))
            .add(
                    "notMatchInsensitive",
                    call -> orTrue(call, "NOT regexp_matches(%s, %s, 'si')".formatted(call.text(0), call.text(1))))
            .add("like", call -> orFalse(call, like(call, "LIKE")))
            .add("notLike", call -> orTrue(call, like(call, "NOT LIKE")))
            .add("ilike", call -> orFalse(call, like(call, "ILIKE")))
            .add("notILike", call -> orTrue(call, like(call, "NOT ILIKE")))
            .add(
                    "extract",
                    call -> "regexp_extract(%s, %s, %d, 's')".formatted(call.text(0), call.text(1), group(call)))
            .add(
                    "regexpExtract",
                    call -> "regexp_extract(%s, %s, %s, 's')"
                            .formatted(
                                    call.text(0),
                                    call.text(1),
                                    call.size() == 3 ? call.sql(2) : String.valueOf(group(call))))
            .add(
                    "extractAll",
                    call -> "regexp_extract_all(%s, %s, %d, 's')".formatted(call.text(0), call.text(1), group(call)))
            .add("extractGroups", StringRenderings::groups)
            .add(
                    "countMatches",
                    "len(list_filter(regexp_extract_all({0 text}, {1 text}, 0, 's'), lambda _m: _m <> ''))")
            .add(
                    "countMatchesCaseInsensitive",
                    "len(list_filter(regexp_extract_all({0 text}, {1 text}, 0, 'si'), lambda _m: _m <> ''))")
            .add("splitByChar", StringRenderings::split)
            .add("splitByString", StringRenderings::split)
            .add("splitByRegexp", "regexp_split_to_array({1 text}, {0 text})")
            .add("splitByWhitespace", "list_filter(regexp_split_to_array({0 text}, '\\s+'), lambda _w: _w <> '')")
            .add(
                    "splitByNonAlpha",
                    "list_filter(regexp_split_to_array({0 text}, '[\\s[:punct:]]+'), lambda _w: _w <> '')")
            .add("alphaTokens", "regexp_extract_all({0 text}, '[a-zA-Z]+')")
            .add("tokens", "regexp_extract_all({0 text}, '[\\p{L}\\p{N}]+')")
            .add(
                    "ngrams",
                    "list_transform(range(1, greatest(length({0 text}) - {1 int} + 2, 1)), lambda _i: substring({0 text}, _i, {1 int}))")
            .add("format", StringRenderings::format)
            .add("printf", call -> "printf(%s)".formatted(call.text(0) + ", " + call.joined(1)))
            .add("ascii", "ascii({0 text})")
            .add(
                    "char",
                    call -> IntStream.range(0, call.size())
                            .mapToObj(i -> "chr(CAST(%s AS INTEGER))".formatted(call.sql(i)))
                            .collect(Collectors.joining(" || ", "(", ")")))
            .add("hex", StringRenderings::hex)
            .add("unhex", "decode(unhex({0 text}))")
            .add(
                    "bin",
                    call -> "lpad(bin(%1$s), CAST(ceil(length(bin(%1$s)) / 8) * 8 AS INTEGER), '0')"
                            .formatted(call.sql(0)))
            .add(
                    "base64Encode",
                    call -> call.bare(0) instanceof Type.Bytes
                            ? "base64(%s)".formatted(call.sql(0))
                            : "base64(encode(%s))".formatted(call.text(0)))
            .add("base64Decode", "decode(from_base64({0 text}))")
            .add(
                    "tryBase64Decode",
                    "coalesce(try(decode(from_base64({0 text}))), CASE WHEN {0 text} IS NOT NULL THEN '' END)")
            .add("MD5", call -> "unhex(md5(%s))".formatted(bytes(call)))
            .add("SHA1", call -> "unhex(sha1(%s))".formatted(bytes(call)))
            .add("SHA256", call -> "unhex(sha256(%s))".formatted(bytes(call)))
            .add("levenshteinDistance", "levenshtein({0 text}, {1 text})")
            .add("damerauLevenshteinDistance", "damerau_levenshtein({0 text}, {1 text})")
            .add("hammingDistance", "hamming({0 text}, {1 text})")
            .add("jaroSimilarity", "jaro_similarity({0 text}, {1 text})")
            .add("jaroWinklerSimilarity", "jaro_winkler_similarity({0 text}, {1 text})")
            .add("stringJaccardIndex", "jaccard({0 text}, {1 text})")
            .bound("soundex", StringRenderings::soundex)
            .add("normalizeUTF8NFC", "nfc_normalize({0 text})")
            .add("removeDiacritics", "strip_accents({0 text})")
            .add(
                    "isValidUTF8",
                    call -> call.bare(0) instanceof Type.Bytes
                            ? "(try(decode(%s)) IS NOT NULL)".formatted(call.sql(0))
                            : "(%s IS NOT NULL)".formatted(call.text(0)))
            .add("toValidUTF8", "{0 text}")
            .add(
                    "appendTrailingCharIfAbsent",
                    "CASE WHEN {0 text} = '' OR ends_with({0 text}, {1 text}) THEN {0 text} ELSE {0 text} || {1 text} END")
            .add(
                    "formatReadableSize",
                    call -> readable(call, 1024, " B", " KiB", " MiB", " GiB", " TiB", " PiB", " EiB"))
            .add(
                    "formatReadableDecimalSize",
                    call -> readable(call, 1000, " B", " KB", " MB", " GB", " TB", " PB", " EB"))
            .add(
                    "formatReadableQuantity",
                    call -> readable(call, 1000, "", " thousand", " million", " billion", " trillion", " quadrillion"))
            .add("formatReadableTimeDelta", StringRenderings::timeDelta)
            .add("generateUUIDv4", "uuid()")
            .add("generateUUIDv7", "uuidv7()")
            .strict(
                    "substring",
                    "space",
                    "position",
                    "locate",
                    "positionCaseInsensitive",
                    "multiSearchAnyCaseInsensitive",
                    "isValidUTF8",
                    "formatReadableTimeDelta");

    private StringRenderings() {}

    private static String texts(Invocation call) {
        return IntStream.range(0, call.size()).mapToObj(call::text).collect(Collectors.joining(", "));
    }

    private static String concat(Invocation call) {
        return call.bare(0) instanceof Type.Array ? ArrayRenderings.concat(call) : "concat(%s)".formatted(texts(call));
    }

    private static String length(Invocation call) {
        return switch (call.bare(0)) {
            case Type.Array _ -> "len(%s)".formatted(call.sql(0));
            case Type.Map _ -> "cardinality(%s)".formatted(call.sql(0));
            case Type.Bytes _ -> "octet_length(%s)".formatted(call.sql(0));
            default -> "strlen(%s)".formatted(call.text(0));
        };
    }

    private static String small(Invocation call, int index) {
        return Sql.isWhole(call.sql(index)) ? call.sql(index) : "CAST(%s AS INTEGER)".formatted(call.sql(index));
    }

    private static String bytesOrText(Invocation call, String function) {
        return "%s(%s)".formatted(function, call.text(0));
    }

    private static String bytes(Invocation call) {
        return call.bare(0) instanceof Type.Bytes ? call.sql(0) : call.text(0);
    }

    private static String substring(Invocation call) {
        var offset = call.constantWhole(1);
        var arguments = call.size() == 3
                ? "%s, %s, greatest(%s, 0)".formatted(call.text(0), call.sql(1), call.sql(2))
                : "%s, %s".formatted(call.text(0), call.sql(1));
        if (offset.isPresent() && offset.get() != 0) {
            return "substring(%s)".formatted(arguments);
        }
        return "CASE WHEN %s <> 0 THEN substring(%s) ELSE '' END".formatted(call.sql(1), arguments);
    }

    private static String trim(Invocation call, String function) {
        return call.size() == 2
                ? "%s(%s, %s)".formatted(function, call.text(0), call.text(1))
                : "%s(%s)".formatted(function, call.text(0));
    }

    private static String position(Invocation call, String haystack, String needle) {
        if (call.size() < 3) {
            return "strpos(%s, %s)".formatted(haystack, needle);
        }
        return Casts.bound(
                "strpos(substring(%s, %s), %s)".formatted(haystack, call.sql(2), needle),
                call.names(),
                found -> "CASE WHEN %1$s > 0 THEN %1$s + %2$s - 1 ELSE 0 END".formatted(found, call.sql(2)));
    }

    private static String within(Invocation call, UnaryOperator<String> condition) {
        var name = call.names().next();
        return "coalesce(list_bool_or(list_transform(%s, lambda %s: %s)), false)"
                .formatted(call.sql(1), name, condition.apply(name));
    }

    private static String overlay(Invocation call) {
        var length = call.size() == 4 ? call.sql(3) : "length(%s)".formatted(call.text(1));
        return "(left(%1$s, %2$s - 1) || %3$s || substring(%1$s, %2$s + %4$s))"
                .formatted(call.text(0), call.sql(2), call.text(1), length);
    }

    private static String like(Invocation call, String operator) {
        var isPlain =
                call.constantText(1).filter(pattern -> !pattern.contains("\\")).isPresent();
        return "%s %s %s%s".formatted(call.text(0), operator, call.text(1), isPlain ? "" : " ESCAPE '\\'");
    }

    private static String orFalse(Invocation call, String condition) {
        return isNullable(call) ? "coalesce(%s, false)".formatted(condition) : "(%s)".formatted(condition);
    }

    private static String orTrue(Invocation call, String condition) {
        return isNullable(call) ? "coalesce(%s, true)".formatted(condition) : "(%s)".formatted(condition);
    }

    private static boolean isNullable(Invocation call) {
        return call.type(0).isNullable() || call.type(1).isNullable();
    }

    /** The first group where the pattern has one, else the whole match. */
    private static int group(Invocation call) {
        return call.constantText(1)
                        .filter(pattern -> Patterns.groups(pattern) > 0)
                        .isPresent()
                ? 1
                : 0;
    }

    private static String groups(Invocation call) {
        var count = call.constantText(1).map(Patterns::groups).orElse(0);
        var list = IntStream.rangeClosed(1, count)
                .mapToObj(group -> "regexp_extract(%s, %s, %d, 's')".formatted(call.text(0), call.text(1), group))
                .collect(Collectors.joining(", ", "[", "]"));
        return "CASE WHEN regexp_matches(%s, %s, 's') THEN %s ELSE CAST([] AS VARCHAR[]) END"
                .formatted(call.text(0), call.text(1), list);
    }

    private static String split(Invocation call) {
        var parts = "string_split(%s, %s)".formatted(call.text(1), call.text(0));
        return call.size() == 3 ? "list_slice(%s, 1, %s)".formatted(parts, call.sql(2)) : parts;
    }

    private static String format(Invocation call) {
        var values = IntStream.range(1, call.size()).mapToObj(call::text).collect(Collectors.joining(", "));
        return "format(%s, %s)".formatted(call.text(0), values);
    }

    private static String hex(Invocation call) {
        if (!call.bare(0).isNumber()) {
            return "hex(%s)".formatted(call.bare(0) instanceof Type.Bytes ? call.sql(0) : call.text(0));
        }
        var digits = "hex(%s)".formatted(Conversions.number(call.sql(0), call.type(0)));
        return Casts.bound(
                digits,
                call.names(),
                hex -> "CASE WHEN length(%1$s) %% 2 = 1 THEN '0' || %1$s ELSE %1$s END".formatted(hex));
    }

    private static String soundex(Invocation call) {
        var text = "regexp_replace(upper(%s), '[^A-Z]', '', 'g')".formatted(call.text(0));
        var codes =
                "translate(regexp_replace(%s, '[HW]', '', 'g'), 'ABCDEFGIJKLMNOPQRSTUVXYZ', '012301202245501262301202')"
                        .formatted(text);
        return "CASE WHEN %1$s = '' THEN '' ELSE left(left(%1$s, 1) || regexp_replace(substring(%2$s, 2), '0', '', 'g') || '000', 4) END"
                .formatted(text, collapsed(codes));
    }

    /** Each digit once where it is repeated. RE2 has no back references, so one pattern per digit. */
    private static String collapsed(String digits) {
        return IntStream.rangeClosed(0, 6)
                .mapToObj(String::valueOf)
                .reduce(digits, (sql, digit) -> "regexp_replace(%s, '%s+', '%s', 'g')".formatted(sql, digit, digit));
    }

    private static String readable(Invocation call, int base, String... units) {
        return Casts.bound("CAST(%s AS DOUBLE)".formatted(call.sql(0)), call.names(), value -> {
            var cases = IntStream.range(0, units.length - 1)
                    .mapToObj(i -> "WHEN abs(%s) < %s THEN printf('%%.2f%s', %s / %s)"
                            .formatted(value, power(base, i + 1), units[i], value, power(base, i)))
                    .collect(Collectors.joining(" "));
            var last = units.length - 1;
            return "CASE %s ELSE printf('%%.2f%s', %s / %s) END"
                    .formatted(cases, units[last], value, power(base, last));
        });
    }

    private static String power(int base, int exponent) {
        return exponent == 0 ? "1" : "pow(%d, %d)".formatted(base, exponent);
    }

    private static String timeDelta(Invocation call) {
        var units = new String[] {"year", "month", "day", "hour", "minute", "second"};
        var seconds = new long[] {31556952, 2629746, 86400, 3600, 60, 1};
        return Casts.bound("CAST(%s AS BIGINT)".formatted(call.sql(0)), call.names(), value -> {
            var parts = IntStream.range(0, units.length)
                    .mapToObj(i -> {
                        var rest = i == 0
                                ? "abs(" + value + ")"
                                : IntStream.range(0, i)
                                        .mapToObj(j -> seconds[j])
                                        .reduce(
                                                "abs(" + value + ")",
                                                (sql, unit) -> "(%s %% %d)".formatted(sql, unit),
                                                (a, b) -> b);
                        var count = "(%s // %d)".formatted(rest, seconds[i]);
                        return "CASE WHEN %1$s > 0 THEN %1$s || ' %2$s' || CASE WHEN %1$s = 1 THEN '' ELSE 's' END END"
                                .formatted(count, units[i]);
                    })
                    .collect(Collectors.joining(", "));
            return "CASE WHEN %1$s = 0 THEN '0 seconds' ELSE CASE WHEN %1$s < 0 THEN '- ' ELSE '' END || regexp_replace(array_to_string(list_filter([%2$s], lambda _p: _p IS NOT NULL), ', '), ', ([^,]*)$', ' and \\1') END"
                    .formatted(value, parts);
        });
    }
}
