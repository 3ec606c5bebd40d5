package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.EngineState;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.server.ReadinessCheck;
import java.util.Optional;

/** A standby is alive, but has nothing to serve. */
record WarehouseReadiness(Warehouse warehouse) implements ReadinessCheck {

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public Optional<String> missing() {
        return switch (warehouse.state()) {
            case EngineState.Serving _ -> Optional.empty();
            case EngineState.Standby(String holder) -> Optional.of("held by " + holder);
            case EngineState.Unavailable(String reason) -> Optional.of(reason);
        };
    }
}
