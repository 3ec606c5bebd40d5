package dev.hedgerow.server;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * One line per request at debug.
 *
 * <p>The query string is left out as a whole, because a key may be in it. Whoever finds out on the way who is calling
 * puts {@code caller} and {@code project} into the {@link MDC}; both are cleared here.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestLog extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(RequestLog.class);

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var start = System.nanoTime();
        var status = 500;
        try {
            chain.doFilter(request, response);
            status = response.getStatus();
        } finally {
            log.debug(
                    "{} {} {} in {} ms, caller {}, project {}",
                    request.getMethod(),
                    request.getRequestURI(),
                    status,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
                    MDC.get("caller"),
                    MDC.get("project"));
            MDC.remove("caller");
            MDC.remove("project");
        }
    }
}
