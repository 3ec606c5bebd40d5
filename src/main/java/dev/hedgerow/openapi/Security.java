package dev.hedgerow.openapi;

import dev.hedgerow.auth.Anonymous;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.RequiresSession;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;

/** Says who may call an operation: with which scope a key, or only somebody who logged in. */
@Component
class Security implements GlobalOperationCustomizer {

    static final String KEY = "PersonalAPIKey";
    static final String SESSION = "Session";

    @Override
    public Operation customize(Operation operation, HandlerMethod handler) {
        if (handler.hasMethodAnnotation(Anonymous.class)) {
            return operation.security(List.of());
        }
        var session = new SecurityRequirement().addList(SESSION);
        if (handler.hasMethodAnnotation(RequiresSession.class)) {
            return operation.security(List.of(session)).description("Refused to API keys.");
        }
        var scope = handler.getMethodAnnotation(RequiresScope.class);
        var scopes = scope == null
                ? List.<String>of()
                : Stream.concat(Stream.of(scope.value()), Stream.of(scope.also()))
                        .toList();
        return operation
                .security(List.of(new SecurityRequirement().addList(KEY, scopes), session))
                .description(description(scope));
    }

    private static String description(@Nullable RequiresScope scope) {
        if (scope == null) {
            return "Open to every API key, whatever its scopes.";
        }
        return scope.documented()
                ? "Takes the scope `%s`.".formatted(scope.value())
                : "Takes the scope `%s`; a server with strict scopes refuses API keys.".formatted(scope.value());
    }
}
