package dev.hedgerow.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.HandlerInterceptor;
import tools.jackson.databind.json.JsonMapper;

/** Answers OPTIONS, for callers who passed the interceptors before it, with what a route is and understands. */
class OptionsAnswer implements HandlerInterceptor {

    private static final List<String> RENDERS = List.of(MediaType.APPLICATION_JSON_VALUE);
    private static final List<String> PARSES = List.of(
            MediaType.APPLICATION_JSON_VALUE,
            MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            MediaType.MULTIPART_FORM_DATA_VALUE);

    private final JsonMapper json;

    OptionsAnswer(JsonMapper json) {
        this.json = json;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws IOException {
        var route = Route.of(request);
        if (route.isEmpty() || !"OPTIONS".equals(request.getMethod())) {
            return true;
        }
        var body = json.writeValueAsBytes(new Description(nameOf(route.get()), "", RENDERS, PARSES));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        return false;
    }

    /** The words of the controller's name, and whether the route is of one object or of many. */
    private static String nameOf(Route route) {
        var controller = route.typicalHandler().getBeanType().getSimpleName();
        var words = controller.replaceFirst("Controller$", "").replaceAll("(?<=[a-z])(?=[A-Z])", " ");
        return words + (route.pattern().getPatternString().endsWith("}") ? " Instance" : " List");
    }

    private record Description(String name, String description, List<String> renders, List<String> parses) {}
}
