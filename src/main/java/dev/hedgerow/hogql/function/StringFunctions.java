package dev.hedgerow.hogql.function;

import static dev.hedgerow.hogql.function.Function.Definition.scalar;
import static dev.hedgerow.hogql.function.Results.TEXTS;
import static dev.hedgerow.hogql.type.Type.Simple.FLAG;
import static dev.hedgerow.hogql.type.Type.Simple.TEXT;
import static dev.hedgerow.hogql.type.Types.UINT64;

import dev.hedgerow.hogql.function.Function.Definition;
import dev.hedgerow.hogql.type.Type;
import dev.hedgerow.hogql.type.Types;
import java.util.List;

/** Text. */
final class StringFunctions {

    static final List<Definition> ALL = List.of(
            scalar(
                            "concat(value: any...)",
                            StringFunctions::concatenated,
                            "The values as text, one after the other, NULL being empty; or arrays joined.")
                    .handlingNull(),
            scalar(
                            "concatWithSeparator(separator: text, value: any...)",
                            TEXT,
                            "The values as text with a separator between.")
                    .alias("concat_ws", "concatWS"),
            scalar(
                            "length(value: text|array|map)",
                            UINT64,
                            "How many bytes a text has, or elements an array, or keys a map.")
                    .alias("len", "octet_length", "OCTET_LENGTH"),
            scalar("lengthUTF8(text: text)", UINT64, "How many characters a text has.")
                    .alias("char_length", "character_length"),
            scalar("empty(value: text|array|map)", FLAG, "Whether a text, array or map has nothing in it."),
            scalar("notEmpty(value: text|array|map)", FLAG, "Whether a text, array or map has something in it."),
            text("lower", "The text with its letters in lower case.")
                    .alias("lcase", "lowerUTF8")
                    .differs("Letters beyond ASCII change too."),
            text("upper", "The text with its letters in upper case.")
                    .alias("ucase", "upperUTF8")
                    .differs("Letters beyond ASCII change too."),
            text("initcap", "The text with each word's first letter in upper case.")
                    .alias("initcapUTF8"),
            scalar("reverse(value: text|array)", Results.same(0), "The text or array from its end."),
            text("reverseUTF8", "The text from its end."),
            scalar(
                            "substring(text: text, offset: integer[, length: integer])",
                            TEXT,
                            "The part of a text from an offset, counted from 1 or from the end.")
                    .alias("substr", "mid", "substringUTF8")
                    .differs("Counts characters, not bytes."),
            scalar(
                            "substringIndex(text: text, delimiter: text, count: integer)",
                            TEXT,
                            "The part before so many delimiters.")
                    .alias("SUBSTRING_INDEX", "substringIndexUTF8"),
            scalar("left(text: text, length: integer)", TEXT, "The first characters.")
                    .alias("leftUTF8"),
            scalar("right(text: text, length: integer)", TEXT, "The last characters.")
                    .alias("rightUTF8"),
            scalar("leftPad(text: text, length: integer[, pad: text])", TEXT, "The text filled up on the left.")
                    .alias("lpad", "leftPadUTF8"),
            scalar("rightPad(text: text, length: integer[, pad: text])", TEXT, "The text filled up on the right.")
                    .alias("rpad", "rightPadUTF8"),
            scalar("trim(text: text[, characters: text])", TEXT, "The text without blanks around it.")
                    .alias("trimBoth"),
            scalar("trimLeft(text: text[, characters: text])", TEXT, "The text without blanks before it.")
                    .alias("ltrim"),
            scalar("trimRight(text: text[, characters: text])", TEXT, "The text without blanks after it.")
                    .alias("rtrim"),
            scalar("repeat(text: text, count: integer)", TEXT, "The text so many times."),
            scalar("space(count: integer)", TEXT, "So many blanks."),
            scalar("startsWith(text: text, prefix: text)", FLAG, "Whether it begins with that.")
                    .alias("startsWithUTF8"),
            scalar("endsWith(text: text, suffix: text)", FLAG, "Whether it ends with that.")
                    .alias("endsWithUTF8"),
            scalar(
                            "position(haystack: text, needle: text[, start: integer])",
                            UINT64,
                            "Where it is found, counted from 1; 0 where it is not.")
                    .alias("positionUTF8", "strpos")
                    .differs("Counts characters, not bytes."),
            scalar(
                    "locate(needle: text, haystack: text[, start: integer])",
                    UINT64,
                    "Where it is found, with the needle first."),
            scalar(
                            "positionCaseInsensitive(haystack: text, needle: text[, start: integer])",
                            UINT64,
                            "Where it is found in whatever case.")
                    .alias("positionCaseInsensitiveUTF8")
                    .differs("Counts characters, not bytes."),
            scalar("countSubstrings(haystack: text, needle: text)", UINT64, "How often it is found."),
            scalar(
                            "countSubstringsCaseInsensitive(haystack: text, needle: text)",
                            UINT64,
                            "How often it is found in whatever case.")
                    .alias("countSubstringsCaseInsensitiveUTF8"),
            scalar(
                    "multiSearchAnyCaseInsensitive(haystack: text, needles: array)",
                    FLAG,
                    "Whether any of the needles is found in whatever case."),
            scalar("hasToken(haystack: text, token: text)", FLAG, "Whether it is there as a word."),
            scalar(
                    "hasTokenCaseInsensitive(haystack: text, token: text)",
                    FLAG,
                    "Whether it is there as a word in whatever case."),
            scalar(
                    "replaceOne(text: text, what: text, by: text)",
                    TEXT,
                    "The text with the first occurrence replaced."),
            scalar("replaceAll(text: text, what: text, by: text)", TEXT, "The text with each occurrence replaced.")
                    .alias("replace"),
            scalar(
                    "replaceRegexpOne(text: text, pattern: text, by: text)",
                    TEXT,
                    "The text with the first match replaced; \\1 stands for a group."),
            scalar(
                            "replaceRegexpAll(text: text, pattern: text, by: text)",
                            TEXT,
                            "The text with each match replaced; \\1 stands for a group.")
                    .alias("regexp_replace", "REGEXP_REPLACE"),
            scalar("regexpQuoteMeta(text: text)", TEXT, "The text as a pattern that matches nothing else."),
            scalar("translate(text: text, from: text, to: text)", TEXT, "The text with characters replaced one by one.")
                    .alias("translateUTF8"),
            scalar(
                            "overlay(text: text, by: text, offset: integer[, length: integer])",
                            TEXT,
                            "The text with a part replaced.")
                    .alias("overlayUTF8"),
            scalar("match(text: text, pattern: text)", FLAG, "Whether a part of it matches the regular expression.")
                    .handlingNull(),
            scalar("notMatch(text: text, pattern: text)", FLAG, "Whether no part of it matches the regular expression.")
                    .handlingNull(),
            scalar(
                            "matchInsensitive(text: text, pattern: text)",
                            FLAG,
                            "Whether a part of it matches in whatever case.")
                    .handlingNull(),
            scalar(
                            "notMatchInsensitive(text: text, pattern: text)",
                            FLAG,
                            "Whether no part of it matches in whatever case.")
                    .handlingNull(),
            scalar(
                            "like(text: text, pattern: text)",
                            FLAG,
                            "Whether it fits the pattern, % being anything and _ one character.")
                    .handlingNull(),
            scalar("notLike(text: text, pattern: text)", FLAG, "Whether it does not fit the pattern.")
                    .handlingNull(),
            scalar("ilike(text: text, pattern: text)", FLAG, "Whether it fits the pattern in whatever case.")
                    .handlingNull(),
            scalar("notILike(text: text, pattern: text)", FLAG, "Whether it does not fit the pattern in whatever case.")
                    .handlingNull(),
            scalar(
                    "extract(text: text, pattern: text)",
                    TEXT,
                    "The first match, or its first group; empty where there is none."),
            scalar(
                            "regexpExtract(text: text, pattern: text[, group: integer])",
                            TEXT,
                            "A group of the first match, the first one if none is named.")
                    .alias("REGEXP_EXTRACT"),
            scalar("extractAll(text: text, pattern: text)", TEXTS, "All matches, or their first groups."),
            scalar("extractGroups(text: text, pattern: text)", TEXTS, "All groups of the first match."),
            scalar("countMatches(text: text, pattern: text)", UINT64, "How often the regular expression matches."),
            scalar(
                    "countMatchesCaseInsensitive(text: text, pattern: text)",
                    UINT64,
                    "How often it matches in whatever case."),
            scalar(
                    "splitByChar(separator: text, text: text[, limit: integer])",
                    TEXTS,
                    "The parts between separators of one character."),
            scalar(
                    "splitByString(separator: text, text: text[, limit: integer])",
                    TEXTS,
                    "The parts between separators."),
            scalar("splitByRegexp(pattern: text, text: text)", TEXTS, "The parts between matches."),
            scalar("splitByWhitespace(text: text)", TEXTS, "The words between blanks."),
            scalar("splitByNonAlpha(text: text)", TEXTS, "The words between blanks and punctuation."),
            scalar("alphaTokens(text: text)", TEXTS, "The stretches of ASCII letters.")
                    .alias("splitByAlpha"),
            scalar("tokens(text: text)", TEXTS, "The stretches of letters and digits."),
            scalar("ngrams(text: text, size: integer)", TEXTS, "All stretches of so many characters."),
            scalar("format(pattern: text, value: any...)", TEXT, "The pattern with {} or {0} replaced by values."),
            scalar("printf(pattern: text, value: any...)", TEXT, "The pattern with %s, %d, %.2f … replaced by values."),
            scalar("ascii(text: text)", Types.INT32, "The code of the first character."),
            scalar("char(code: number...)", TEXT, "The characters with those codes."),
            scalar("hex(value: text|number)", TEXT, "Bytes or a whole number in hexadecimal digits."),
            scalar("unhex(text: text)", TEXT, "The text that hexadecimal digits stand for."),
            scalar("bin(value: integer)", TEXT, "A whole number in binary digits."),
            scalar("base64Encode(text: text)", TEXT, "The text in base 64.").alias("TO_BASE64"),
            scalar("base64Decode(text: text)", TEXT, "The text that base 64 stands for.")
                    .alias("FROM_BASE64"),
            scalar("tryBase64Decode(text: text)", TEXT, "The text that base 64 stands for; empty where it is none."),
            scalar("MD5(text: text)", new Type.Bytes(16), "The hash, in bytes: see hex."),
            scalar("SHA1(text: text)", new Type.Bytes(20), "The hash, in bytes: see hex."),
            scalar("SHA256(text: text)", new Type.Bytes(32), "The hash, in bytes: see hex."),
            scalar("levenshteinDistance(a: text, b: text)", UINT64, "How many edits part two texts.")
                    .alias("editDistance", "editDistanceUTF8"),
            scalar(
                    "damerauLevenshteinDistance(a: text, b: text)",
                    UINT64,
                    "How many edits part two texts, a swap being one."),
            scalar("hammingDistance(a: text, b: text)", UINT64, "How many characters differ in texts of one length.")
                    .alias("byteHammingDistance", "mismatches"),
            scalar("jaroSimilarity(a: text, b: text)", Types.FLOAT64, "Jaro's similarity, from 0 to 1."),
            scalar(
                    "jaroWinklerSimilarity(a: text, b: text)",
                    Types.FLOAT64,
                    "Jaro and Winkler's similarity, from 0 to 1."),
            scalar(
                            "stringJaccardIndex(a: text, b: text)",
                            Types.FLOAT64,
                            "Jaccard's similarity of the characters, from 0 to 1.")
                    .differs("Compares single characters, not pairs."),
            scalar("soundex(text: text)", TEXT, "The Soundex code."),
            text("normalizeUTF8NFC", "The text in Unicode's composed normal form."),
            text("removeDiacritics", "The text without accents.").alias("unaccent", "stripAccents"),
            scalar("isValidUTF8(text: text)", FLAG, "Whether it is text at all."),
            scalar("toValidUTF8(text: text)", TEXT, "The text."),
            scalar(
                    "appendTrailingCharIfAbsent(text: text, character: text)",
                    TEXT,
                    "The text with that character at its end."),
            scalar("formatReadableSize(bytes: number)", TEXT, "A number of bytes for people: 1.00 MiB."),
            scalar("formatReadableDecimalSize(bytes: number)", TEXT, "A number of bytes for people: 1.00 MB."),
            scalar("formatReadableQuantity(value: number)", TEXT, "A number for people: 1.00 million."),
            scalar("formatReadableTimeDelta(seconds: number)", TEXT, "A duration for people: 1 hour and 1 second."),
            scalar("generateUUIDv4()", Type.Simple.UUID, "A random UUID.").alias("uuid"),
            scalar("generateUUIDv7()", Type.Simple.UUID, "A random UUID that starts with the time."));

    private StringFunctions() {}

    private static Definition text(String name, String description) {
        return scalar(
                name + "(text: text)", call -> call.bare(0) instanceof Type.Bytes ? call.bare(0) : TEXT, description);
    }

    private static Type concatenated(Checked call) {
        return call.bare(0) instanceof Type.Array ? Results.common(call) : TEXT;
    }
}
