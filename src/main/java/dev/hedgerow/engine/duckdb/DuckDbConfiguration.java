package dev.hedgerow.engine.duckdb;

import dev.hedgerow.engine.Warehouse;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the embedded warehouse; it starts to reach for the data with the context, and waits for nothing. */
@Configuration(proxyBeanMethods = false)
class DuckDbConfiguration {

    @Bean(initMethod = "start")
    DuckDbWarehouse warehouse(DataDirectory directory, DuckDbProperties properties, Clock clock) {
        return new DuckDbWarehouse(directory.warehouse(), properties, clock);
    }

    @Bean
    WarehouseReadiness warehouseReadiness(Warehouse warehouse) {
        return new WarehouseReadiness(warehouse);
    }
}
