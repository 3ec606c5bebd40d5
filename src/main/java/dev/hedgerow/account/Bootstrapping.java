package dev.hedgerow.account;

import dev.hedgerow.server.StartRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Sees to it that somebody is there before the first request: the port opens after this has returned. */
@Component
class Bootstrapping implements SmartInitializingSingleton {

    private final BootstrapSettings settings;
    private final Bootstrap bootstrap;
    private final DemoTenant demo;

    Bootstrapping(BootstrapSettings settings, Bootstrap bootstrap, DemoTenant demo) {
        this.settings = settings;
        this.bootstrap = bootstrap;
        this.demo = demo;
    }

    @Override
    public void afterSingletonsInstantiated() {
        var file = settings.bootstrap();
        if (file == null) {
            demo.create();
        } else {
            apply(file);
        }
    }

    private void apply(Path file) {
        try {
            bootstrap.apply(BootstrapFileReader.read(Files.readString(file)));
        } catch (BootstrapRefused refused) {
            throw new StartRefused(
                    "HEDGEROW_BOOTSTRAP: %s, line %d: %s".formatted(file, refused.line(), refused.getMessage()),
                    refused);
        } catch (IOException unreadable) {
            throw new StartRefused(
                    "HEDGEROW_BOOTSTRAP: %s cannot be read (%s)".formatted(file, unreadable), unreadable);
        }
    }
}
