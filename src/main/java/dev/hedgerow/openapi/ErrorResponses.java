package dev.hedgerow.openapi;

import dev.hedgerow.auth.Anonymous;
import dev.hedgerow.web.ApiError;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import org.springdoc.core.customizers.GlobalOperationComponentsCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Lists the refusals that an operation may answer; all of them have one body. */
@Component
class ErrorResponses implements GlobalOperationComponentsCustomizer {

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        return operation;
    }

    @Override
    public Operation customize(Operation operation, Components components, HandlerMethod handler) {
        ModelConverters.getInstance(true).readAll(ApiError.class).forEach(components::addSchemas);
        for (var refusal : Refusal.values()) {
            components.addResponses(refusal.name(), refusal.response());
            if (refusal.isPossible(operation, handler)) {
                addTo(operation.getResponses(), refusal);
            }
        }
        return operation;
    }

    private static void addTo(ApiResponses responses, Refusal refusal) {
        responses.addApiResponse(refusal.status, new ApiResponse().$ref("#/components/responses/" + refusal.name()));
    }

    private enum Refusal {
        INVALID("400", "The body or a parameter cannot be read, or breaks a rule; attr names the field."),
        NOT_AUTHENTICATED("401", "There is no credential, or a wrong one."),
        PERMISSION_DENIED("403", "The credential does not allow this."),
        NOT_FOUND("404", "There is no such path, project or object, or none for this caller."),
        METHOD_NOT_ALLOWED("405", "The path does not answer this method; Allow names those it does."),
        UNSUPPORTED_MEDIA_TYPE("415", "The body is of a type that is not read here."),
        THROTTLED("429", "The key has made too many requests; Retry-After says when to come back.");

        private final String status;
        private final String description;

        Refusal(String status, String description) {
            this.status = status;
            this.description = description;
        }

        private boolean isPossible(Operation operation, HandlerMethod handler) {
            var takesBody = operation.getRequestBody() != null;
            return switch (this) {
                case INVALID -> takesBody || operation.getParameters() != null;
                case UNSUPPORTED_MEDIA_TYPE -> takesBody;
                case NOT_AUTHENTICATED, PERMISSION_DENIED, THROTTLED -> !handler.hasMethodAnnotation(Anonymous.class);
                case NOT_FOUND, METHOD_NOT_ALLOWED -> true;
            };
        }

        private ApiResponse response() {
            var error = new JsonSchema().$ref("#/components/schemas/ApiError");
            return new ApiResponse()
                    .description(description)
                    .content(new Content().addMediaType("application/json", new MediaType().schema(error)));
        }
    }
}
