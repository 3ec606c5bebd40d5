package dev.hedgerow.web;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Absolute links to the neighbours of a page, as Django REST framework writes them: the path as it was called, every
 * query parameter kept, sorted by name and encoded anew.
 */
record PageLinks(String url, QueryParameters parameters) {

    static PageLinks of(HttpServletRequest request) {
        return of(ApiRequest.calledUrl(request), request.getQueryString());
    }

    static PageLinks of(String url, @Nullable String query) {
        return new PageLinks(url, QueryParameters.parse(query));
    }

    @Nullable
    String parameter(String name) {
        return parameters.last(name);
    }

    PageLinks with(String name, Object value) {
        return new PageLinks(url, parameters.with(name, value));
    }

    PageLinks without(String name) {
        return new PageLinks(url, parameters.without(name));
    }

    @Override
    public String toString() {
        var query = parameters.toString();
        return query.isEmpty() ? url : url + "?" + query;
    }
}
