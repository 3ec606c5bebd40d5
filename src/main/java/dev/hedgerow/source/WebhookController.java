package dev.hedgerow.source;

import dev.hedgerow.auth.RequiresScope;
import dev.hedgerow.auth.Team;
import dev.hedgerow.auth.TeamRoute;
import io.swagger.v3.oas.annotations.Operation;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks, which no source that can be created here has. */
@RestController
@RequestMapping(TeamRoute.PREFIX + "/external_data_sources/{id}")
class WebhookController {

    private final SourceService sources;

    WebhookController(SourceService sources) {
        this.sources = sources;
    }

    @GetMapping("/webhook_info")
    @RequiresScope("external_data_source:read")
    @Operation(summary = "Tell about the webhook of an external data source")
    WebhookInfo webhook(Team team, @PathVariable UUID id) {
        sources.get(team, id);
        return new WebhookInfo(false, false, null, Map.of(), null);
    }

    @PostMapping("/update_webhook_inputs")
    @RequiresScope("external_data_source:write")
    @Operation(summary = "Change the inputs of an external data source's webhook")
    void updateInputs(Team team, @PathVariable UUID id) {
        sources.get(team, id);
        throw new Refusal("This source type does not support webhooks");
    }

    record WebhookInfo(
            boolean supportsWebhooks,
            boolean exists,
            @Nullable String webhookUrl,
            Map<String, UUID> schemaMapping,
            @Nullable String externalStatus) {}
}
