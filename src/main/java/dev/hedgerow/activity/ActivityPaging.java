package dev.hedgerow.activity;

import dev.hedgerow.web.ApiRequest;
import dev.hedgerow.web.InvalidInput;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How an item's log is paged: {@code page} counts from 1, {@code limit} is 10 unless told. A handler's argument. */
public final class ActivityPaging {

    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,9}");

    private final String url;
    private final int limit;
    private final int page;

    private ActivityPaging(String url, int limit, int page) {
        this.url = url;
        this.limit = limit;
        this.page = page;
    }

    static ActivityPaging of(HttpServletRequest request) {
        var query = request.getQueryString();
        return of(
                ApiRequest.calledUrl(request) + (query == null ? "" : "?" + query),
                request.getParameter("limit"),
                request.getParameter("page"));
    }

    static ActivityPaging of(String url, @Nullable String limit, @Nullable String page) {
        return new ActivityPaging(url, positive("limit", limit, 10), positive("page", page, 1));
    }

    private static int positive(String name, @Nullable String text, int otherwise) {
        if (text == null) {
            return otherwise;
        }
        if (!INTEGER.matcher(text.strip()).matches()) {
            throw new InvalidInput(name, "A valid integer is required.");
        }
        var number = Integer.parseInt(text.strip());
        if (number < 1) {
            throw new InvalidInput(name, "min_value", "Ensure this value is greater than or equal to 1.");
        }
        return number;
    }

    int limit() {
        return limit;
    }

    long offset() {
        return (page - 1L) * limit;
    }

    ActivityPage page(List<ActivityEntry> entries, long total) {
        var next = offset() + limit < total ? link(page + 1) : null;
        return new ActivityPage(entries, next, page > 1 ? link(page - 1) : null, total);
    }

    /** Unlike those of other pages, these links keep the query as it was called and append what it lacks. */
    private String link(int page) {
        return with(with(url, "page", page), "limit", limit);
    }

    private static String with(String url, String parameter, int value) {
        var given = Pattern.compile("(?<=[?&]" + parameter + "=)[^&]*").matcher(url);
        return given.find()
                ? given.replaceAll(Matcher.quoteReplacement(String.valueOf(value)))
                : url + (url.contains("?") ? "&" : "?") + parameter + "=" + value;
    }
}
