package dev.hedgerow.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Paging by an opaque {@code cursor}: the position of the row beside the page, the direction to walk in and how many
 * rows to skip. A cursor only narrows what its list shows anyway, so another tenant's opens nothing.
 */
public final class CursorPage {

    private static final int MAX_SKIP = 1000;

    private final Cursor cursor;
    private final int limit;
    private final PageLinks links;

    CursorPage(PageLinks links) {
        this.cursor = Cursor.parse(links.parameter("cursor"));
        this.limit = new LimitOffset(links).limit();
        this.links = links;
    }

    /** Fetches the page that was asked for and links it to its neighbours. */
    public <E, T> Cursored<T> of(
            Rows<E> list, Function<? super E, Position> position, Function<? super E, ? extends T> toWire) {
        // One row more than is shown tells whether the walk goes on.
        var fetched =
                list.fetch(cursor.position, cursor.backwards, Math.min(limit, Integer.MAX_VALUE - 1) + 1, cursor.skip);
        var goesOn = fetched.size() > limit;
        var walked = goesOn ? fetched.subList(0, limit) : fetched;
        var page = cursor.backwards ? walked.reversed() : walked;
        var cameFrom = cursor.position != null || cursor.skip > 0;
        var next = cursor.backwards ? cameFrom : goesOn;
        var previous = cursor.backwards ? goesOn : cameFrom;
        return new Cursored<>(
                next ? link(false, page.isEmpty() ? cursor.position : position.apply(page.getLast())) : null,
                previous ? link(true, page.isEmpty() ? cursor.position : position.apply(page.getFirst())) : null,
                page.stream().<T>map(toWire).toList());
    }

    private String link(boolean backwards, @Nullable Position position) {
        return links.with("cursor", new Cursor(0, backwards, position)).toString();
    }

    /** A list in its order or, walking backwards, against it. */
    @FunctionalInterface
    public interface Rows<E> {

        /**
         * The first {@code limit} rows behind {@code position} in the direction of the walk, after leaving out
         * {@code skip} of them; without a position, the walk begins at its end of the list.
         */
        List<E> fetch(@Nullable Position position, boolean backwards, int limit, int skip);
    }

    /** What a cursor says, once it is unpacked. */
    private record Cursor(
            int skip, boolean backwards, @Nullable Position position) {

        static Cursor parse(@Nullable String text) {
            try {
                var packed = Base64.getDecoder().decode(text == null ? "" : text);
                var said = QueryParameters.parse(new String(packed, US_ASCII));
                var position = said.last("p");
                return new Cursor(
                        Math.min(MAX_SKIP, number(said.last("o"))),
                        number(said.last("r")) != 0,
                        position == null ? null : Position.parse(position));
            } catch (IllegalArgumentException e) {
                throw new NotFound("Invalid cursor");
            }
        }

        private static int number(@Nullable String text) {
            var number = text == null ? 0 : Integer.parseInt(text);
            if (number < 0) {
                throw new IllegalArgumentException(text);
            }
            return number;
        }

        @Override
        public String toString() {
            var said = QueryParameters.parse("");
            said = skip == 0 ? said : said.with("o", skip);
            said = backwards ? said.with("r", 1) : said;
            said = position == null ? said : said.with("p", position);
            return Base64.getEncoder().encodeToString(said.toString().getBytes(US_ASCII));
        }
    }
}
