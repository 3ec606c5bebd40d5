package dev.hedgerow.auth;

import dev.hedgerow.web.Route;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Refuses API keys that call too often. It comes after the gatekeeper, so that a call that was not allowed anyway costs
 * nothing. Sessions and keys in a body are not counted.
 */
@Component
class Throttle implements HandlerInterceptor {

    private static final String OBJECT_ID = "id";

    private final Buckets buckets;
    private final AuthProperties properties;

    Throttle(Buckets buckets, AuthProperties properties) {
        this.buckets = buckets;
        this.properties = properties;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (properties.rateLimitEnabled()
                && handler instanceof HandlerMethod method
                && Caller.of(request).map(Caller::credential).orElse(null) instanceof Credential.PersonalKey key
                && !key.inBody()) {
            var policy = policyOf(method);
            var wait = buckets.spend(policy, counted(policy, key, request));
            if (wait.isPositive()) {
                throw new TooManyRequests(wait);
            }
        }
        return true;
    }

    private static Throttled policyOf(HandlerMethod handler) {
        var own = handler.getMethodAnnotation(Throttled.class);
        var shared = handler.getBeanType().getAnnotation(Throttled.class);
        return own != null ? own : shared != null ? shared : Ordinary.POLICY;
    }

    private static String counted(Throttled policy, Credential.PersonalKey key, HttpServletRequest request) {
        return switch (policy.per()) {
            case KEY -> key.id();
            case OBJECT ->
                "%s/%s"
                        .formatted(
                                Places.attached(request, Team.class),
                                Route.variable(request, OBJECT_ID).orElseThrow());
        };
    }

    /** Buckets nobody has drawn from in an hour are full again, and need not be kept. */
    @Scheduled(initialDelay = 10, fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    void forgetFullBuckets() {
        if (properties.rateLimitEnabled()) {
            buckets.removeFull();
        }
    }
}
