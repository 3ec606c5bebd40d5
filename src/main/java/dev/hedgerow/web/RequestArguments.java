package dev.hedgerow.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Fills the arguments of handlers: {@code @RequestBody} records and patches from any kind of body, and the pages. */
@Component
class RequestArguments implements HandlerMethodArgumentResolver {

    private static final Set<Class<?>> PAGES = Set.of(LimitOffset.class, PageNumber.class, CursorPage.class);

    private final BodyReader bodies;
    private final RecordReader records;

    RequestArguments(BodyReader bodies, RecordReader records) {
        this.bodies = bodies;
        this.records = records;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        var type = parameter.getParameterType();
        var body = parameter.hasParameterAnnotation(RequestBody.class) && (type.isRecord() || type == Patch.class);
        return body || PAGES.contains(type);
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binders) {
        var request = (HttpServletRequest) web.getNativeRequest();
        var type = parameter.getParameterType();
        if (type == LimitOffset.class) {
            return new LimitOffset(PageLinks.of(request));
        }
        if (type == CursorPage.class) {
            return new CursorPage(PageLinks.of(request));
        }
        if (type == PageNumber.class) {
            var size = parameter.getParameterAnnotation(PageNumber.Size.class);
            return new PageNumber(size == null ? 100 : size.value(), PageLinks.of(request));
        }
        var data = bodies.of(request);
        if (type == Patch.class) {
            return new Patch<>(data, records);
        }
        // A handler that takes the body as it came reads it by rules of its own.
        return type == RequestData.class ? data : records.read(data, type.asSubclass(Record.class));
    }
}
