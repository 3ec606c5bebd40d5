package dev.hedgerow.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hedgerow.ServerTest;
import dev.hedgerow.web.ErrorWriter;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.web.method.HandlerMethod;

@ServerTest
class ThrottleTest {

    static final AuthProperties ON = new AuthProperties(false, true);
    static final AuthProperties OFF = new AuthProperties(false, false);

    @Autowired
    DataSource database;

    @Autowired
    JdbcClient jdbc;

    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2025-03-01T10:00:00Z"));
    Buckets buckets;
    Throttle throttle;
    Credential key;

    @BeforeEach
    void server() {
        buckets = replica();
        throttle = new Throttle(buckets, ON);
        key = key(false);
    }

    Buckets replica() {
        InstantSource time = now::get;
        return new Buckets(database, time.withZone(ZoneOffset.UTC));
    }

    static Credential key(boolean inBody) {
        return new Credential.PersonalKey(UUID.randomUUID().toString(), Set.of("*"), Set.of(), Set.of(), inBody);
    }

    void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }

    static void call(Throttle throttle, Credential credential, String handler) {
        var request = new MockHttpServletRequest();
        new Caller(1, UUID.randomUUID(), "d", "a@example.test", false, null, null, Map.of(), credential)
                .attachTo(request);
        throttle.preHandle(request, new MockHttpServletResponse(), handler(handler));
    }

    static HandlerMethod handler(String name) {
        var handlers = new Handlers();
        return Arrays.stream(Handlers.class.getDeclaredMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .map((Method method) -> new HandlerMethod(handlers, method))
                .orElseThrow();
    }

    void call(String handler, int times) {
        IntStream.range(0, times).forEach(_ -> call(throttle, key, handler));
    }

    void assertThrottled(String handler, int seconds) {
        assertThatExceptionOfType(TooManyRequests.class)
                .isThrownBy(() -> call(throttle, key, handler))
                .satisfies(
                        refusal -> assertThat(refusal.headers()).containsEntry("Retry-After", String.valueOf(seconds)));
    }

    @Test
    void theCallAfterTheLastIsRefusedUntilTheWindowHasMovedOn() {
        call("query", 3);
        pass(Duration.ofMillis(20_500));

        assertThrottled("query", 40);
        pass(Duration.ofSeconds(39));
        assertThrottled("query", 1);
        pass(Duration.ofSeconds(1));
        call("query", 1);
    }

    @Test
    void ofTwoLimitsTheLongerWaitIsToldAndRefusedCallsAreNotCounted() {
        call("query", 3);
        assertThrottled("query", 60);
        pass(Duration.ofMinutes(1));
        call("query", 2);

        assertThrottled("query", 3540);
        pass(Duration.ofMinutes(59));
        call("query", 3);
    }

    @Test
    void theAnswerIsPostHogs(@Autowired ErrorWriter errors) throws Exception {
        var many = new MockHttpServletResponse();
        var one = new MockHttpServletResponse();

        errors.write(new MockHttpServletRequest(), many, new TooManyRequests(Duration.ofMillis(12_001)));
        errors.write(new MockHttpServletRequest(), one, new TooManyRequests(Duration.ofMillis(10)));

        assertThat(many.getStatus()).isEqualTo(429);
        assertThat(many.getHeader("Retry-After")).isEqualTo("13");
        assertThat(many.getContentAsString())
                .isEqualTo("{\"type\":\"throttled_error\",\"code\":\"throttled\","
                        + "\"detail\":\"Request was throttled. Expected available in 13 seconds.\",\"attr\":null}");
        assertThat(one.getContentAsString()).contains("available in 1 second.\"");
    }

    @Test
    void twoReplicasCountTogether() {
        var other = new Throttle(replica(), ON);

        call("query", 2);
        call(other, key, "query");

        assertThrottled("query", 60);
        assertThatExceptionOfType(TooManyRequests.class).isThrownBy(() -> call(other, key, "query"));
    }

    @Test
    void keysAndScopesAreCountedApartAndHandlersOfOneScopeTogether() {
        call("query", 2);
        call("sameScope", 1);

        assertThrottled("query", 60);
        assertThatCode(() -> call(throttle, key(false), "query")).doesNotThrowAnyException();
        assertThatCode(() -> call("ordinary", 20)).doesNotThrowAnyException();
    }

    @Test
    void sessionsAndKeysInBodiesAndSwitchedOffThrottlesCountNothing() {
        var before = rows();

        for (int i = 0; i < 5; i++) {
            call(throttle, new Credential.Session("hash"), "query");
            call(throttle, key(true), "query");
            call(new Throttle(buckets, OFF), key, "query");
        }

        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void anOrdinaryHandlerTakes480CallsAMinute() {
        var policy = Ordinary.POLICY;

        assertThat(policy.perMinute()).isEqualTo(480);
        assertThat(policy.perHour()).isEqualTo(4800);
        assertThat(policy.per()).isEqualTo(Throttled.Per.KEY);
    }

    @Test
    void bucketsThatAreFullAgainAreForgotten() {
        call("query", 1);
        var kept = rows();
        throttle.forgetFullBuckets();
        assertThat(rows()).isEqualTo(kept);

        // Bucket4j dates its rows by the system's clock, whatever clock it counts by.
        jdbc.sql("UPDATE throttle_bucket SET expires_at = expires_at - 3 * 3600 * 1000")
                .update();
        throttle.forgetFullBuckets();

        assertThat(rows()).isZero();
    }

    private long rows() {
        return jdbc.sql("SELECT count(*) FROM throttle_bucket")
                .query(Long.class)
                .single();
    }

    static class Handlers {

        void ordinary() {}

        @Throttled(scope = "test_query", perMinute = 3, perHour = 5)
        void query() {}

        @Throttled(scope = "test_query", perMinute = 3, perHour = 5)
        void sameScope() {}
    }
}
