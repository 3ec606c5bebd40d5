package dev.hedgerow.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** What every response says to browsers, whoever wrote it; Spring Security only knows those that come through it. */
class ResponseHeaders extends OncePerRequestFilter {

    /** An answer of up to this size is sent whole, with its length, and not in chunks. */
    static final int BUFFERED_BYTES = 32 * 1024;

    private static final String CONTENT_TYPE_OPTIONS = "X-Content-Type-Options";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        response.setHeader(CONTENT_TYPE_OPTIONS, "nosniff");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader(HttpHeaders.VARY, "origin, Cookie");
        response.setBufferSize(BUFFERED_BYTES);
        chain.doFilter(request, new WithoutTypeWhenEmpty(response));
    }

    /** Where there is no content, nothing is said of its type. */
    private static final class WithoutTypeWhenEmpty extends HttpServletResponseWrapper {

        WithoutTypeWhenEmpty(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void setStatus(int status) {
            super.setStatus(status);
            if (status == SC_NO_CONTENT) {
                setHeader(CONTENT_TYPE_OPTIONS, null);
            }
        }
    }
}
