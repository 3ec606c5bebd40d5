package dev.hedgerow.capture;

import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.OPTIONS;
import static org.springframework.web.bind.annotation.RequestMethod.POST;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hedgerow.auth.Anonymous;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * What SDKs ask for beside sending events. There are no feature flags here, and the answer says so; without one they
 * report an error to their users each time they learn who somebody is.
 */
@RestController
@CrossOrigin(
        originPatterns = "*",
        allowCredentials = "true",
        methods = {GET, POST, OPTIONS},
        maxAge = 86_400)
class FlagsController {

    @Anonymous
    @RequestMapping(
            path = {"/flags", "/flags/", "/decide", "/decide/"},
            method = {GET, POST})
    Flags flags() {
        return new Flags(false, Map.of(), Map.of(), Map.of(), List.of());
    }

    record Flags(
            @JsonProperty("errorsWhileComputingFlags") boolean errorsWhileComputing,
            Map<String, Object> flags,
            @JsonProperty("featureFlags") Map<String, Object> featureFlags,
            @JsonProperty("featureFlagPayloads") Map<String, Object> payloads,
            @JsonProperty("quotaLimited") List<Object> quotaLimited) {}
}
