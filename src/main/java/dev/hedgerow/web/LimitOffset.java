package dev.hedgerow.web;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;

/**
 * The default paging: {@code limit} (100 unless told, no maximum) and {@code offset}; bad values count as not given.
 */
public final class LimitOffset {

    private static final int DEFAULT_LIMIT = 100;

    private final int limit;
    private final long offset;
    private final PageLinks links;

    LimitOffset(PageLinks links) {
        this.limit = (int) positive(links.parameter("limit"), 1, DEFAULT_LIMIT);
        this.offset = positive(links.parameter("offset"), 0, 0);
        this.links = links;
    }

    int limit() {
        return limit;
    }

    /** Fetches this slice and dresses it as a page. */
    public <E, T> Paginated<T> of(Function<Pageable, Page<E>> list, Function<? super E, ? extends T> toWire) {
        var page = list.apply(new Slice(offset, limit));
        var rows = page.getContent().stream().<T>map(toWire).toList();
        return new Paginated<>(page.getTotalElements(), next(page.getTotalElements()), previous(), rows);
    }

    /** The same for rows that are fetched as they are shown. */
    public <T> Paginated<T> of(Function<Pageable, Page<T>> list) {
        return of(list, Function.identity());
    }

    private @Nullable String next(long count) {
        return offset + limit >= count
                ? null
                : links.with("limit", limit).with("offset", offset + limit).toString();
    }

    private @Nullable String previous() {
        if (offset == 0) {
            return null;
        }
        var limited = links.with("limit", limit);
        return (offset <= limit ? limited.without("offset") : limited.with("offset", offset - limit)).toString();
    }

    /** A number no list is as long as counts as the longest. */
    private static long positive(@Nullable String text, long least, long otherwise) {
        try {
            var number = text == null ? otherwise : Long.parseLong(text.strip());
            return number < least ? otherwise : Math.min(number, Integer.MAX_VALUE);
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
