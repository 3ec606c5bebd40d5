package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.Warehouse;
import dev.hedgerow.server.DataDirectory;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the embedded warehouse; it starts to reach for the data with the context, and waits for nothing. */
@Configuration(proxyBeanMethods = false)
class DuckDbConfiguration {

    @Bean(initMethod = "start")
    DuckDbWarehouse warehouse(DataDirectory data, DuckDbProperties properties, Clock clock) {
        return new DuckDbWarehouse(data.resolve("warehouse"), properties, clock);
    }

    @Bean
    WarehouseReadiness warehouseReadiness(Warehouse warehouse) {
        return new WarehouseReadiness(warehouse);
    }
}
