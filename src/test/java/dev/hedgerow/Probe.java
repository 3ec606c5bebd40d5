package dev.hedgerow;

import static org.springframework.http.HttpStatus.NO_CONTENT;

import dev.hedgerow.auth.AnyCredential;
import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.RequiresSession;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import dev.hedgerow.web.BodyReader;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** A resource of the tests: each of its routes shows one convention and nothing else. */
@Hidden
@TestComponent
@RestController
@RequestMapping(TeamRoute.PREFIX + "/probe")
public class Probe {

    private final BodyReader bodies;

    Probe(BodyReader bodies) {
        this.bodies = bodies;
    }

    @GetMapping
    @RequiresScope("query:read")
    Map<String, Object> project(Team team) {
        return Map.of("project", team.id());
    }

    /** The body as it was understood. */
    @RequestMapping(
            path = "/echo",
            method = {RequestMethod.POST, RequestMethod.PUT, RequestMethod.PATCH})
    @RequiresScope("query:read")
    JsonNode echo(HttpServletRequest request) {
        return bodies.of(request).value();
    }

    @GetMapping("/search")
    @RequiresScope("query:read")
    List<String> search(@RequestParam String search, @RequestParam int number) {
        return List.of(search, String.valueOf(number));
    }

    @GetMapping("/numbers")
    @RequiresScope("query:read")
    List<Object> numbers() {
        return List.of(Double.NaN, 1.5, Instant.parse("2025-03-01T10:00:00.123456Z"), "é😀");
    }

    @GetMapping("/long")
    @RequiresScope("query:read")
    String[] lengthy() {
        return new String[] {"x".repeat(100_000)};
    }

    @GetMapping("/broken")
    @RequiresScope("query:read")
    void broken() {
        throw new IllegalStateException("a secret of ours");
    }

    @DeleteMapping
    @ResponseStatus(NO_CONTENT)
    @RequiresScope("query:write")
    void nothing() {}

    @PostMapping("/people")
    @RequiresSession
    Map<String, Object> people(Caller caller) {
        return Map.of("user", caller.userId());
    }

    @GetMapping("/undocumented")
    @RequiresScope(value = "query:read", documented = false)
    List<String> undocumented() {
        return List.of();
    }

    @GetMapping("/anybody")
    @AnyCredential
    List<String> anybody() {
        return List.of();
    }
}
