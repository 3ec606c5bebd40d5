package dev.hedgerow.server;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Map;

/** What the health routes answer; the reasons are read by strangers, so they name no host and no secret. */
record Health(String status, @JsonInclude(Include.NON_EMPTY) Map<String, String> missing) {

    static final Health ALIVE = new Health("alive", Map.of());

    static Health lacking(String name, String reason) {
        return of(Map.of(name, reason));
    }

    static Health of(Map<String, String> missing) {
        return new Health(missing.isEmpty() ? "ready" : "not ready", missing);
    }
}
