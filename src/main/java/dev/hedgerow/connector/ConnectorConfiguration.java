package dev.hedgerow.connector;

import dev.hedgerow.connector.network.HostPolicy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

    @Bean
    HostPolicy hostPolicy(ConnectorSettings settings) {
        return HostPolicy.of(settings.blockPrivateHosts());
    }
}
