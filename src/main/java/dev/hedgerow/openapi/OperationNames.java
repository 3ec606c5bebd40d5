package dev.hedgerow.openapi;

import io.swagger.v3.oas.models.Operation;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.method.HandlerMethod;

/** Groups operations by the resource in their path, and names each after its resource and its handler. */
@Component
class OperationNames implements GlobalOperationCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        var resource = resource(handler.getBeanType());
        return operation
                .tags(List.of(resource))
                .operationId(resource + "_" + handler.getMethod().getName());
    }

    private static String resource(Class<?> controller) {
        var mapping = AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
        var path = mapping == null || mapping.path().length == 0 ? "" : mapping.path()[0];
        var words = Arrays.stream(path.split("/"))
                .filter(segment -> !segment.isEmpty() && !segment.equals("api") && !segment.startsWith("{"))
                .collect(Collectors.joining("_"));
        return words.isEmpty()
                ? controller.getSimpleName().replace("Controller", "").toLowerCase(Locale.ROOT)
                : words;
    }
}
