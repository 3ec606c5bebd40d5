package dev.hedgerow.connector;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Component;

/** The kinds of source that can be connected to. */
@Component
public class Connectors {

    private final Map<String, Connector> byKind;

    Connectors(List<Connector> connectors) {
        byKind = connectors.stream().collect(toUnmodifiableMap(Connector::kind, Function.identity()));
    }

    public Optional<Connector> find(String kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    public Collection<Connector> all() {
        return byKind.values();
    }
}
