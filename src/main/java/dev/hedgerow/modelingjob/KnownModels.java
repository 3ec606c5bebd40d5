package dev.hedgerow.modelingjob;

import java.util.List;
import java.util.Optional;
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

    List<UUID> upstream(UUID view) {
        return kinds.orderedStream()
                .flatMap(kind -> kind.materializedUpstream(view).stream())
                .filter(upstream -> !upstream.equals(view))
                .distinct()
                .toList();
    }
}
