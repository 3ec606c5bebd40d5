package dev.hedgerow.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hedgerow.auth.Anonymous;
import dev.hedgerow.auth.RandomToken;
import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page of a dashboard. There is nothing in it: what it shows it asks the API for, as whoever opened it. */
@RestController
@Hidden
class DashboardPage {

    private static final int NONCE_BYTES = 16;
    private static final String NONCE = "${nonce}";
    private static final String POLICY = "default-src 'none'; connect-src 'self'; script-src 'nonce-${nonce}'; "
            + "style-src 'nonce-${nonce}'; form-action 'none'; frame-ancestors 'self'";

    private final String page;

    DashboardPage() throws IOException {
        page = new ClassPathResource("dashboard.html").getContentAsString(UTF_8);
    }

    @GetMapping(path = "/dashboards/{id:\\d+}", produces = MediaType.TEXT_HTML_VALUE)
    @Anonymous
    ResponseEntity<String> show() {
        var nonce = RandomToken.of(NONCE_BYTES);
        return ResponseEntity.ok()
                .header("Content-Security-Policy", POLICY.replace(NONCE, nonce))
                .body(page.replace(NONCE, nonce));
    }
}
