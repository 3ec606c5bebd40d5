package dev.hedgerow.server;

import java.nio.file.Files;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells whoever started the server where to find it. */
@Component
class Announcement {

    private static final Logger log = LoggerFactory.getLogger(Announcement.class);

    private final ServerSettings settings;
    private final DataDirectory data;

    Announcement(ServerSettings settings, DataDirectory data) {
        this.settings = settings;
        this.data = data;
    }

    @EventListener
    void on(ApplicationReadyEvent ready) {
        var key = data.resolve("api-key");
        log.info(
                "Hedgerow is ready at {}, data in {}{}",
                settings.siteUrl(),
                data.path(),
                Files.exists(key) ? ", API key in " + key : "");
    }
}
