package dev.hedgerow.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.Pageable;

class PagesTest {

    static final String URL = "http://localhost:8000/api/projects/1/things/";

    static Page<Integer> rows(int count, Pageable slice) {
        var end = (int) Math.min(count, slice.getOffset() + slice.getPageSize());
        var rows = IntStream.range((int) Math.min(slice.getOffset(), end), end)
                .boxed()
                .toList();
        return new PageImpl<>(rows, slice, count);
    }

    static Paginated<Integer> byOffset(@Nullable String query, int count) {
        return new LimitOffset(PageLinks.of(URL, query)).of(slice -> rows(count, slice), row -> row);
    }

    static Paginated<Integer> byNumber(@Nullable String query, int size, int count) {
        return new PageNumber(size, PageLinks.of(URL, query)).of(slice -> rows(count, slice), row -> row);
    }

    static List<Integer> range(int from, int count, int length) {
        return IntStream.range(Math.min(from, count), Math.min(count, from + length))
                .boxed()
                .toList();
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.integers().between(-3, 60).map(String::valueOf),
                Arbitraries.of("", " 4 ", "x", "1.0", "+2", "1e1", "0", "-0", "99999999999999999999", "last"));
    }

    /** Section 7.1, sentence by sentence. */
    @Property(tries = 500)
    void limitOffsetIsAsWritten(
            @ForAll("numbers") String limitText,
            @ForAll("numbers") String offsetText,
            @ForAll @IntRange(max = 50) int count) {
        int limit = number(limitText) > 0 ? (int) Math.min(Integer.MAX_VALUE, number(limitText)) : 100;
        int offset = number(offsetText) >= 0 ? (int) number(offsetText) : 0;
        var query = "z=1&limit=" + limitText.strip().replace("+", "%2B") + "&offset=" + offsetText.replace("+", "%2B");

        var page = byOffset(query.replace(" ", "+"), count);

        assertThat(page.count()).isEqualTo(count);
        assertThat(page.results()).isEqualTo(range(offset, count, limit));
        assertThat(page.next())
                .isEqualTo(
                        offset + limit >= count
                                ? null
                                : URL + "?limit=" + limit + "&offset=" + (offset + limit) + "&z=1");
        if (offset == 0) {
            assertThat(page.previous()).isNull();
        } else if (offset - limit <= 0) {
            assertThat(page.previous()).isEqualTo(URL + "?limit=" + limit + "&z=1");
        } else {
            assertThat(page.previous()).isEqualTo(URL + "?limit=" + limit + "&offset=" + (offset - limit) + "&z=1");
        }
    }

    static long number(String text) {
        return text.strip().matches("[+-]?[0-9]{1,15}") ? Long.parseLong(text.strip()) : -1;
    }

    /** Section 7.2, sentence by sentence. */
    @Property(tries = 500)
    void pageNumberIsAsWritten(
            @ForAll("numbers") String asked,
            @ForAll @IntRange(min = 1, max = 9) int size,
            @ForAll @IntRange(max = 50) int count) {
        int pages = Math.max(1, (count + size - 1) / size);
        long page = asked.isEmpty() ? 1 : asked.equals("last") ? pages : number(asked);
        var query = "page=" + asked.replace("+", "%2B").replace(" ", "+") + "&a=1";

        if (page < 1 || page > pages) {
            assertThatExceptionOfType(NotFound.class)
                    .isThrownBy(() -> byNumber(query, size, count))
                    .satisfies(refusal -> assertThat(refusal.error().detail()).isEqualTo("Invalid page."));
            return;
        }
        var answer = byNumber(query, size, count);
        assertThat(answer.count()).isEqualTo(count);
        assertThat(answer.results()).isEqualTo(range((int) (page - 1) * size, count, size));
        assertThat(answer.next()).isEqualTo(page == pages ? null : URL + "?a=1&page=" + (page + 1));
        assertThat(answer.previous())
                .isEqualTo(page == 1 ? null : page == 2 ? URL + "?a=1" : URL + "?a=1&page=" + (page - 1));
    }

    /** Section 7.4, on the bytes of the parameters. */
    @Property(tries = 500)
    void linksKeepAndSortEveryParameter(@ForAll("queries") List<String> names, @ForAll("queries") List<String> values) {
        var parameters = IntStream.range(0, Math.min(names.size(), values.size()))
                .mapToObj(i -> new String[] {names.get(i), values.get(i)})
                .filter(parameter -> !parameter[0].equals("offset") && !parameter[0].equals("limit"))
                .toList();
        var sent = parameters.stream().map(parameter -> everyByte(parameter[0]) + "=" + everyByte(parameter[1]));

        var link = byOffset(String.join("&", sent.toList()), 101).next();

        var kept = new ArrayList<>(parameters);
        kept.add(new String[] {"limit", "100"});
        kept.add(new String[] {"offset", "100"});
        kept.sort(Comparator.comparing(parameter -> parameter[0]));
        var expected = kept.stream()
                .map(parameter -> quoted(parameter[0]) + "=" + quoted(parameter[1]))
                .toList();
        assertThat(link).isEqualTo(URL + "?" + String.join("&", expected));
    }

    @Provide
    Arbitrary<List<String>> queries() {
        return Arbitraries.strings()
                .withChars("ab=&+ %é😀~*-_./:?#")
                .ofMinLength(1)
                .ofMaxLength(4)
                .filter(text -> text.codePoints().noneMatch(point -> point >= 0xd800 && point <= 0xdfff))
                .list()
                .ofMaxSize(4);
    }

    static String everyByte(String text) {
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            encoded.append("%%%02x".formatted(b));
        }
        return encoded.toString();
    }

    static String quoted(String text) {
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            var plain = b > 0 && (Character.isLetterOrDigit(b) || "_.-~".indexOf(b) >= 0);
            encoded.append(plain ? String.valueOf((char) b) : b == ' ' ? "+" : "%%%02X".formatted(b));
        }
        return encoded.toString();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limit=3&offset=1        | ?limit=3&offset=4   | ?limit=3
            offset=2&limit=2&a=%zz  | ?a=%25zz&limit=2&offset=4 | ?a=%25zz&limit=2
            limit=1&limit=2&b&a=é+1 | ?a=%C3%A9+1&b=&limit=2&offset=2 |
            """)
    void theExamplesHold(String query, String next, @Nullable String previous) {
        var page = byOffset(query, 5);

        assertThat(page.next()).isEqualTo(URL + next);
        assertThat(page.previous()).isEqualTo(previous == null ? null : URL + previous);
    }

    @ParameterizedTest
    @ValueSource(strings = {"offset=9223372036854775807", "limit=9223372036854775807&offset=2147483647"})
    void noNumberIsTooLarge(String query) {
        assertThat(byOffset(query, 5).results()).isEmpty();
    }

    @Test
    void aPageFarBehindTheLastIsInvalid() {
        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> byNumber("page=999999999", 500, 3));
    }
}
