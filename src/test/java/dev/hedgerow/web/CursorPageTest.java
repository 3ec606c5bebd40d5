package dev.hedgerow.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorPageTest {

    static final String URL = "http://localhost/api/projects/1/jobs/";

    /** A list as a database keeps it, the newest first; its rows are their own positions. */
    final TreeSet<Position> rows = new TreeSet<>(Comparator.reverseOrder());

    List<Position> fetch(@Nullable Position position, boolean backwards, int limit, int skip) {
        var order = backwards ? rows.descendingSet() : rows;
        var behind = position == null ? order : order.tailSet(position, false);
        return behind.stream().skip(skip).limit(limit).toList();
    }

    Cursored<Position> page(@Nullable String query) {
        return new CursorPage(PageLinks.of(URL, query)).of(this::fetch, row -> row, row -> row);
    }

    Cursored<Position> follow(String link) {
        return page(URI.create(link).getRawQuery());
    }

    static Position row(Random random) {
        // Few moments, so that many rows share one.
        return new Position(Instant.ofEpochSecond(random.nextInt(4)), new UUID(random.nextLong(), random.nextLong()));
    }

    void add(int count, Random random) {
        for (int i = 0; i < count; i++) {
            rows.add(row(random));
        }
    }

    @Property(tries = 300)
    void aWalkSeesEachRowOnceForthAndBack(
            @ForAll @IntRange(max = 40) int count, @ForAll @IntRange(min = 1, max = 12) int limit, @ForAll long seed) {
        rows.clear();
        add(count, new Random(seed));
        var forth = new ArrayList<Position>();
        var back = new ArrayList<Position>();

        var page = page("limit=" + limit);
        forth.addAll(page.results());
        for (; page.next() != null; page = follow(page.next())) {
            forth.addAll(follow(page.next()).results());
        }
        back.addAll(page.results());
        for (; page.previous() != null; page = follow(page.previous())) {
            back.addAll(0, follow(page.previous()).results());
        }

        assertThat(forth).containsExactlyElementsOf(rows);
        assertThat(back).containsExactlyElementsOf(rows);
        assertThat(page.previous()).isNull();
    }

    @Property(tries = 300)
    void aWalkSeesEachRowThatStaysOnceWhateverComesAndGoes(
            @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll @IntRange(min = 1, max = 12) int limit,
            @ForAll long seed) {
        rows.clear();
        var random = new Random(seed);
        add(count, random);
        var stable = rows.stream().filter(row -> row.id().hashCode() % 2 == 0).toList();
        var seen = new ArrayList<Position>();

        var page = page("limit=" + limit);
        seen.addAll(page.results());
        while (page.next() != null) {
            rows.removeIf(row -> !stable.contains(row) && random.nextBoolean());
            add(random.nextInt(3), random);
            page = follow(page.next());
            seen.addAll(page.results());
        }

        assertThat(seen).doesNotHaveDuplicates().containsAll(stable);
    }

    @Test
    void linksKeepTheOtherParametersAndPackTheCursor() {
        var first = new Position(Instant.parse("2025-03-01T10:00:00.5Z"), new UUID(0, 2));
        rows.add(first);
        rows.add(new Position(Instant.EPOCH, new UUID(0, 1)));

        var page = page("limit=1&saved_query_id=a+b&cursor=");

        var cursor = "p=2025-03-01T10%3A00%3A00.500Z%2C00000000-0000-0000-0000-000000000002";
        var packed = Base64.getEncoder().encodeToString(cursor.getBytes(UTF_8)).replace("=", "%3D");
        assertThat(page.results()).containsExactly(first);
        assertThat(page.previous()).isNull();
        assertThat(page.next()).isEqualTo(URL + "?cursor=" + packed + "&limit=1&saved_query_id=a+b");
        assertThat(follow(String.valueOf(page.next())).previous())
                .contains("cursor=")
                .doesNotContain(packed);
    }

    @Test
    void anEmptyListHasNoNeighbours() {
        assertThat(page(null)).isEqualTo(new Cursored<>(null, null, List.of()));
    }

    @Test
    void rowsMayBeSkipped() {
        add(5, new Random(1));
        var packed = Base64.getEncoder().encodeToString("o=2".getBytes(UTF_8));

        assertThat(page("cursor=" + packed.replace("=", "%3D")).results())
                .containsExactlyElementsOf(rows.stream().skip(2).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p=x",
                "p=2025-03-01",
                "p=2025-03-01T10:00:00Z,",
                "p=2025-03-01T10:00:00Z,1",
                "o=-1",
                "o=x",
                "r=x",
                "p=+99999-01-01T00:00:00Z,00000000-0000-0000-0000-000000000001",
                "p=2025-03-01 10:00:00+00:00",
                "p=",
            })
    void whatIsNoPositionIsAnInvalidCursor(String cursor) {
        assertInvalid(Base64.getEncoder().encodeToString(cursor.getBytes(UTF_8)).replace("=", "%3D"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%%%", "é", "cD00ODY", "abc%3D%3D%3D"})
    void whatCannotBeUnpackedIsAnInvalidCursor(String cursor) {
        assertInvalid(cursor);
    }

    void assertInvalid(String cursor) {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> page("cursor=" + cursor))
                .satisfies(refusal -> assertThat(refusal.error().detail()).isEqualTo("Invalid cursor"));
    }
}
