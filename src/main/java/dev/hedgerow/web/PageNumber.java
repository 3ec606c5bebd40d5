package dev.hedgerow.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;

/** Paging by {@code page}: 1-based, or {@code last}; anything else that names no page is a 404. */
public final class PageNumber {

    /** How many rows a page of the annotated argument holds; part of the resource's contract. */
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Size {
        int value();
    }

    private static final Pattern NUMBER = Pattern.compile("\\s*\\+?0*(?<digits>[0-9]{1,9})\\s*");

    private final int size;
    private final PageLinks links;

    PageNumber(int size, PageLinks links) {
        this.size = size;
        this.links = links;
    }

    /** Fetches the page that was asked for and links it to its neighbours. */
    public <E, T> Paginated<T> of(Function<Pageable, Page<E>> list, Function<? super E, ? extends T> toWire) {
        var asked = links.parameter("page");
        var page = "last".equals(asked) ? last(list) : list.apply(slice(number(asked)));
        if (page.isEmpty() && page.getNumber() > 0) {
            throw invalid();
        }
        var rows = page.getContent().stream().<T>map(toWire).toList();
        return new Paginated<>(page.getTotalElements(), next(page), previous(page), rows);
    }

    /** The same for rows that are fetched as they are shown. */
    public <T> Paginated<T> of(Function<Pageable, Page<T>> list) {
        return of(list, Function.identity());
    }

    private <E> Page<E> last(Function<Pageable, Page<E>> list) {
        var first = list.apply(slice(1));
        return first.getTotalPages() <= 1 ? first : list.apply(slice(first.getTotalPages()));
    }

    private Slice slice(int number) {
        return new Slice((long) (number - 1) * size, size);
    }

    private static int number(@Nullable String asked) {
        if (asked == null || asked.isEmpty()) {
            return 1;
        }
        var matched = NUMBER.matcher(asked);
        var number = matched.matches() ? Integer.parseInt(matched.group("digits")) : 0;
        if (number < 1) {
            throw invalid();
        }
        return number;
    }

    private @Nullable String next(Page<?> page) {
        return page.hasNext() ? links.with("page", page.getNumber() + 2).toString() : null;
    }

    private @Nullable String previous(Page<?> page) {
        return switch (page.getNumber()) {
            case 0 -> null;
            case 1 -> links.without("page").toString();
            default -> links.with("page", page.getNumber()).toString();
        };
    }

    private static NotFound invalid() {
        return new NotFound("Invalid page.");
    }
}
