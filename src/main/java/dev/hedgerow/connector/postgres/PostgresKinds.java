package dev.hedgerow.connector.postgres;

import dev.hedgerow.connector.Connector;
import dev.hedgerow.connector.network.HostPolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The source types that are PostgreSQL under another name. */
@Configuration(proxyBeanMethods = false)
class PostgresKinds {

    @Bean
    Connector postgres(HostPolicy policy) {
        return new PostgresConnector("Postgres", Connector.Release.GENERALLY_AVAILABLE, policy);
    }

    @Bean
    Connector supabase(HostPolicy policy) {
        return new PostgresConnector("Supabase", Connector.Release.ALPHA, policy);
    }

    @Bean
    Connector neon(HostPolicy policy) {
        return new PostgresConnector("Neon", Connector.Release.ALPHA, policy);
    }
}
