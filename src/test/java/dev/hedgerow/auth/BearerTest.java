package dev.hedgerow.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class BearerTest {

    @Property(tries = 1000)
    void aKeyIsWhatFollowsTheWordAndItsSpaces(@ForAll("headers") String header) {
        assertThat(CallerFilter.bearer(header)).isEqualTo(naive(header));
    }

    /** Section 2.2, read aloud: the word, one or more spaces, at least two characters that do not begin with one. */
    static Optional<String> naive(String header) {
        if (!header.startsWith("Bearer")) {
            return Optional.empty();
        }
        var rest = header.substring("Bearer".length());
        var key = rest.stripLeading();
        return rest.length() > key.length() && key.length() >= 2 ? Optional.of(key.strip()) : Optional.empty();
    }

    @Provide
    Arbitrary<String> headers() {
        var parts = Arbitraries.of("Bearer", "bearer", " ", "  ", "\t", "x", "phx_", "é", "Bearer ", ",", "=");
        return parts.list().ofMaxSize(6).map(all -> String.join("", all));
    }
}
