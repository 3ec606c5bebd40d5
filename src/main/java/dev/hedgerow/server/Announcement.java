package dev.hedgerow.server;

import java.net.InetAddress;
import java.nio.file.Files;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells whoever started the server where to find it. */
@Component
class Announcement {

    private static final Logger log = LoggerFactory.getLogger(Announcement.class);

    private final ServerSettings settings;
    private final ServerProperties http;
    private final DataDirectory data;

    Announcement(ServerSettings settings, ServerProperties http, DataDirectory data) {
        this.settings = settings;
        this.http = http;
        this.data = data;
    }

    @EventListener
    void on(ApplicationReadyEvent ready) {
        var key = data.resolve("api-key");
        log.info(
                "Hedgerow is ready at {}, data in {}{}",
                settings.siteUrl() == null ? boundUrl(ready.getApplicationContext()) : settings.siteUrl(),
                data.path(),
                Files.exists(key) ? ", API key in " + key : "");
    }

    private String boundUrl(ApplicationContext context) {
        var host = Optional.ofNullable(http.getAddress())
                .filter(address -> !address.isAnyLocalAddress() && !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .orElse("localhost");
        return "http://%s:%s".formatted(host, context.getEnvironment().getProperty("local.server.port"));
    }
}
