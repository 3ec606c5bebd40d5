package dev.hedgerow.modelingjob;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The models of whoever has some. */
@Component
class KnownModels {

    private final ObjectProvider<Models> kinds;

    KnownModels(ObjectProvider<Models> kinds) {
        this.kinds = kinds;
    }

    Optional<Model> find(UUID view) {
        return kinds.orderedStream().flatMap(kind -> kind.find(view).stream()).findFirst();
    }

    Optional<String> nameOf(UUID view) {
        return kinds.orderedStream().flatMap(kind -> kind.nameOf(view).stream()).findFirst();
    }

    SequencedMap<UUID, Instant> upstream(Model model) {
        var upstream = new LinkedHashMap<UUID, Instant>();
        kinds.orderedStream().forEach(kind -> upstream.putAll(kind.materializedUpstream(model)));
        upstream.remove(model.id());
        return upstream;
    }
}
