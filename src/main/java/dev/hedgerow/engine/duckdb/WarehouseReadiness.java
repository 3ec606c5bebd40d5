package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.EngineState;
import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.server.ReadinessCheck;
import java.util.Optional;

/** Nothing can be queried before the warehouse is open. */
record WarehouseReadiness(Warehouse warehouse) implements ReadinessCheck {

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public Optional<String> missing() {
        return switch (warehouse.state()) {
            case EngineState.Serving _ -> Optional.empty();
            case EngineState.Unavailable(String reason) -> Optional.of(reason);
        };
    }
}
