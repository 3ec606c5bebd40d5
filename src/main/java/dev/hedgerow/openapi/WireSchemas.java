package dev.hedgerow.openapi;

import com.fasterxml.jackson.databind.JavaType;
import dev.hedgerow.web.Patch;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.ParameterizedType;
import java.util.Arrays;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.RequestBody;
import tools.jackson.databind.json.JsonMapper;

/**
 * Has our own records described by {@link RecordSchemas}. Left alone, springdoc would look at them through Jackson 2,
 * which knows neither our naming nor which of them may be null.
 */
@Component
class WireSchemas implements ModelConverter {

    private final JsonMapper json;

    WireSchemas(JsonMapper json) {
        this.json = json;
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        // What springdoc takes out of a ResponseEntity it hands on in Jackson's notation.
        var named = type.getType() instanceof JavaType unwrapped ? unwrapped.getRawClass() : type.getType();
        if (named instanceof Class<?> || named instanceof ParameterizedType) {
            var resolved = ResolvableType.forType(named);
            var schema = new RecordSchemas(json, context, direction(type, resolved)).of(resolved);
            if (schema != null) {
                return schema;
            }
        }
        return chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
    }

    private static Direction direction(AnnotatedType type, ResolvableType resolved) {
        if (resolved.resolve() == Patch.class) {
            return Direction.PATCH;
        }
        var annotations = type.getCtxAnnotations();
        return annotations != null && Arrays.stream(annotations).anyMatch(RequestBody.class::isInstance)
                ? Direction.REQUEST
                : Direction.RESPONSE;
    }

    @Override
    public boolean isOpenapi31() {
        return true;
    }

    /** Which way a record travels: what must be in it depends on that, so each way has a schema of its own. */
    enum Direction {
        REQUEST,
        PATCH,
        RESPONSE;

        String nameOf(String record) {
            return switch (this) {
                case REQUEST -> record + "Request";
                case PATCH -> "Patched" + record;
                case RESPONSE -> record;
            };
        }
    }
}
