package dev.hedgerow.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hedgerow.ServerTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServerTest
class HealthTest {

    @Autowired
    private RestTestClient client;

    @Autowired
    private ApplicationContext context;

    @Test
    void theServerIsAliveAndReadyWithoutAKey() {
        get("/_livez").expectStatus().isOk().expectBody().json("{\"status\": \"alive\"}");
        get("/_readyz").expectStatus().isOk().expectBody().json("{\"status\": \"ready\"}");
    }

    @Test
    void itIsNotReadyWhileItStops() {
        AvailabilityChangeEvent.publish(context, ReadinessState.REFUSING_TRAFFIC);

        try {
            get("/_readyz").expectStatus().isEqualTo(503).expectBody().json("""
                    {"status": "not ready", "missing": {"server": "starting or stopping"}}
                    """);
        } finally {
            AvailabilityChangeEvent.publish(context, ReadinessState.ACCEPTING_TRAFFIC);
        }
    }

    @Test
    void metricsAreServedAsPrometheusText() {
        get("/metrics")
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .value(text -> assertThat(text).contains("# TYPE jvm_memory_used_bytes gauge"));
    }

    private RestTestClient.ResponseSpec get(String path) {
        return client.get().uri(path).exchange();
    }
}
