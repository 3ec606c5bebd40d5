package dev.hedgerow.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.hedgerow.auth.Anonymous;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The description where clients look for it. It holds nothing of anybody, so nobody has to log in to read it. */
@Hidden
@RestController
@RequestMapping(SchemaController.PATH)
class SchemaController {

    static final String PATH = "/api/schema";

    private final OpenApiWebMvcResource description;

    SchemaController(OpenApiWebMvcResource description) {
        this.description = description;
    }

    @GetMapping({"", "/"})
    @Anonymous
    ResponseEntity<byte[]> schema(
            @RequestParam(required = false) @Nullable String format, HttpServletRequest request, Locale locale)
            throws JsonProcessingException {
        return "json".equals(format)
                ? ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(description.openapiJson(request, PATH, locale))
                : ResponseEntity.ok()
                        .contentType(MediaType.APPLICATION_YAML)
                        .body(description.openapiYaml(request, PATH, locale));
    }

    /** The page itself stands below this path; without the slash springdoc sends readers there. */
    @GetMapping("/swagger-ui/")
    @Anonymous
    ResponseEntity<Void> page() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create(PATH + "/swagger-ui/index.html"))
                .build();
    }
}
