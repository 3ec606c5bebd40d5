package dev.hedgerow.openapi;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import java.util.List;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Offers every body in the three forms in which the API takes it. */
@Component
class BodyTypes implements GlobalOperationCustomizer {

    private static final List<String> TYPES = List.of(
            org.springframework.http.MediaType.APPLICATION_JSON_VALUE,
            org.springframework.http.MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            org.springframework.http.MediaType.MULTIPART_FORM_DATA_VALUE);

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        var body = operation.getRequestBody();
        if (body != null && body.getContent() != null) {
            var schema = body.getContent().values().iterator().next().getSchema();
            var content = new Content();
            TYPES.forEach(type -> content.addMediaType(type, new MediaType().schema(schema)));
            body.setContent(content);
        }
        return operation;
    }
}
