package dev.hedgerow.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import dev.hedgerow.connector.Connector;
import dev.hedgerow.connector.Connector.Release;
import dev.hedgerow.connector.Connectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ServerTest
class SourceTypesTest {

    @Autowired
    private SourceTypes types;

    @Autowired
    private Connectors connectors;

    @Test
    void theWizardSaysWhatHasNotBeenRunAgainstTheRealThing() {
        assertThat(types.connected())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(type.releaseStatus()).isEqualTo(status(type)));
    }

    private @Nullable String status(SourceType type) {
        var release = connectors.find(type.name()).map(Connector::release).orElseThrow();
        return release == Release.ALPHA ? "alpha" : null;
    }
}
