package dev.hedgerow.source;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** After a change of keys, encrypts anew what the former one still protects, so that it can be thrown away. */
@Component
class SettingsRotation {

    private static final Logger LOG = LoggerFactory.getLogger(SettingsRotation.class);

    private final SourceRepository sources;
    private final SettingsVault vault;

    SettingsRotation(SourceRepository sources, SettingsVault vault) {
        this.sources = sources;
        this.vault = vault;
    }

    @EventListener(ApplicationReadyEvent.class)
    @Transactional
    public void rotate() {
        try (var all = sources.findByDeletedAtIsNull()) {
            var rotated = all.filter(this::rotate).toList().size();
            if (rotated > 0) {
                LOG.info("The settings of {} sources are encrypted with the current key now", rotated);
            }
        }
    }

    private boolean rotate(Source source) {
        var sealed = source.jobInputs();
        if (sealed == null || !vault.isStale(sealed)) {
            return false;
        }
        source.reach(vault.seal(source.id(), vault.open(source.id(), sealed)));
        return true;
    }
}
