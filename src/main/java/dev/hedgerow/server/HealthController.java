package dev.hedgerow.server;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** For load balancers and people: is the process there, and may it be sent requests. */
@RestController
class HealthController {

    private final Readiness readiness;

    HealthController(Readiness readiness) {
        this.readiness = readiness;
    }

    @GetMapping("/_livez")
    Health live() {
        return Health.ALIVE;
    }

    @GetMapping("/_readyz")
    ResponseEntity<Health> ready() throws InterruptedException {
        var missing = readiness.missing();
        return ResponseEntity.status(missing.isEmpty() ? 200 : 503).body(Health.of(missing));
    }
}
