package dev.hedgerow.openapi;

import dev.hedgerow.activity.ActivityPaging;
import dev.hedgerow.web.CursorPage;
import dev.hedgerow.web.LimitOffset;
import dev.hedgerow.web.PageNumber;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Shows the paging arguments of handlers as the query parameters they are read from. */
@Component
class PagingParameters implements GlobalOperationCustomizer {

    private static final Parameter LIMIT = integer("limit", "How many to answer at most.");
    private static final Parameter OFFSET = integer("offset", "How many to leave out before the first.");
    private static final Parameter PAGE = integer("page", "Which page to answer, counted from 1.");

    private static final Parameter CURSOR = new QueryParameter()
            .name("cursor")
            .description("Where to go on, as the links of a page say.")
            .required(false)
            .schema(new JsonSchema().typesItem("string"));

    private static final Map<Class<?>, List<Parameter>> BY_ARGUMENT = Map.of(
            PageNumber.class, List.of(PAGE),
            LimitOffset.class, List.of(LIMIT, OFFSET),
            CursorPage.class, List.of(CURSOR, LIMIT),
            ActivityPaging.class, List.of(LIMIT, PAGE));

    static final Class<?>[] ARGUMENTS = BY_ARGUMENT.keySet().toArray(Class<?>[]::new);

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        Arrays.stream(handler.getMethodParameters())
                .map(MethodParameter::getParameterType)
                .flatMap(type -> BY_ARGUMENT.getOrDefault(type, List.of()).stream())
                .forEach(operation::addParametersItem);
        return operation;
    }

    private static Parameter integer(String name, String description) {
        return new QueryParameter()
                .name(name)
                .description(description)
                .required(false)
                .schema(new JsonSchema().typesItem("integer"));
    }
}
