package dev.hedgerow.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.availability.ApplicationAvailability;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import tools.jackson.databind.json.JsonMapper;

@Configuration(proxyBeanMethods = false)
class ServerConfiguration {

    @Bean(destroyMethod = "close")
    DataDirectory dataDirectory(ServerSettings settings, ServerProperties http, JsonMapper json) {
        var host = http.getAddress() == null ? InetAddress.getLoopbackAddress() : http.getAddress();
        var port = http.getPort() == null ? 8000 : http.getPort();
        return DataDirectory.open(settings.dataDir(), new WaitingRoom(new InetSocketAddress(host, port), json));
    }

    @Bean
    Readiness readiness(List<ReadinessCheck> checks) {
        return new Readiness(checks, Duration.ofSeconds(2));
    }

    /** Not ready before everything has started, nor while the last requests drain. */
    @Bean
    ReadinessCheck serverReadiness(ApplicationAvailability availability) {
        return new ReadinessCheck() {
            @Override
            public String name() {
                return "server";
            }

            @Override
            public Optional<String> missing() {
                return availability.getReadinessState() == ReadinessState.ACCEPTING_TRAFFIC
                        ? Optional.empty()
                        : Optional.of("starting or stopping");
            }
        };
    }

    @Bean
    @Order(0)
    SecurityFilterChain openRoutes(HttpSecurity http) {
        return http.securityMatcher("/_livez", "/_readyz", "/metrics")
                .sessionManagement(AbstractHttpConfigurer::disable)
                .exceptionHandling(AbstractHttpConfigurer::disable)
                .anonymous(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .csrf(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .build();
    }
}
