package dev.hedgerow.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.util.UriUtils;

/**
 * A request that was found to want JSON from one of our routes, under the one spelling its route is mapped to. Its
 * parameters are those of the query string: the container's would eat the form in the body.
 */
public class ApiRequest extends HttpServletRequestWrapper {

    private static final String CALLED_URL = ApiRequest.class.getName() + ".calledUrl";

    private final String path;
    private final Map<String, String[]> parameters = new LinkedHashMap<>();

    ApiRequest(HttpServletRequest request, String path, QueryParameters query) {
        super(request);
        this.path = path;
        query.values().forEach((name, values) -> parameters.put(name, values.toArray(String[]::new)));
        request.setAttribute(CALLED_URL, request.getRequestURL().toString());
    }

    /** The address in the spelling that was called, without its query. */
    public static String calledUrl(HttpServletRequest request) {
        return request.getAttribute(CALLED_URL) instanceof String url
                ? url
                : request.getRequestURL().toString();
    }

    @Override
    public String getRequestURI() {
        return path;
    }

    @Override
    public StringBuffer getRequestURL() {
        var url = super.getRequestURL();
        return url.replace(url.length() - super.getRequestURI().length(), url.length(), path);
    }

    @Override
    public String getServletPath() {
        return UriUtils.decode(path, UTF_8);
    }

    @Override
    public @Nullable String getParameter(String name) {
        var values = parameters.get(name);
        return values == null ? null : values[values.length - 1];
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
        return parameters.get(name);
    }

    @Override
    public Map<String, String[]> getParameterMap() {
        return Collections.unmodifiableMap(parameters);
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(parameters.keySet());
    }

    /** JSON was found acceptable, however it was asked for, and Spring need not ask again. */
    @Override
    public @Nullable String getHeader(String name) {
        return isAccept(name) ? MediaType.APPLICATION_JSON_VALUE : super.getHeader(name);
    }

    @Override
    public Enumeration<String> getHeaders(String name) {
        return isAccept(name)
                ? Collections.enumeration(List.of(MediaType.APPLICATION_JSON_VALUE))
                : super.getHeaders(name);
    }

    private static boolean isAccept(String name) {
        return HttpHeaders.ACCEPT.equalsIgnoreCase(name);
    }
}
