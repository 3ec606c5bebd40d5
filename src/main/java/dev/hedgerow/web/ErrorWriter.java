package dev.hedgerow.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.databind.json.JsonMapper;

/** Turns whatever goes wrong, in a filter or in a handler, into the one error body. Nothing else writes errors. */
@Component
public class ErrorWriter implements HandlerExceptionResolver {

    private static final Logger LOG = LoggerFactory.getLogger(ErrorWriter.class);

    private final JsonMapper json;

    ErrorWriter(JsonMapper json) {
        this.json = json;
    }

    @Override
    public ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception cause) {
        try {
            write(request, response, cause);
        } catch (IOException e) {
            LOG.debug("The client left before it could be told of an error: {}", e.getMessage());
        }
        return new ModelAndView();
    }

    /** Answers with the error that {@code cause} stands for; what we did not foresee is logged and answered 500. */
    public void write(HttpServletRequest request, HttpServletResponse response, Exception cause) throws IOException {
        var refusal = refusal(cause);
        if (refusal != null && response.isCommitted()) {
            return; // the container has refused the request already, as it does with a body that breaks off
        }
        if (refusal == null && DisconnectedClientHelper.isClientDisconnectedException(cause)) {
            LOG.debug("{} {}: the client left", request.getMethod(), request.getRequestURI());
            return;
        }
        if (refusal == null) {
            LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), cause);
            if (response.isCommitted()) {
                return;
            }
            write(response, HttpStatus.INTERNAL_SERVER_ERROR, ApiError.server());
            return;
        }
        switch (refusal) {
            case DatabaseUnavailable _ -> warn(request, "PostgreSQL cannot be reached", cause);
            case Overtaken _ -> warn(request, "rolled back, as something else changed the same rows", cause);
            default -> {}
        }
        refusal.headers().forEach(response::setHeader);
        write(response, refusal.status(), refusal.body());
    }

    private static void warn(HttpServletRequest request, String what, Exception cause) {
        LOG.warn(
                "{} {}: {}: {}",
                request.getMethod(),
                request.getRequestURI(),
                what,
                NestedExceptionUtils.getMostSpecificCause(cause).getMessage());
    }

    private void write(HttpServletResponse response, HttpStatusCode status, Object error) throws IOException {
        response.resetBuffer();
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CONTENT_ENCODING, null);
        var body = json.writeValueAsBytes(error);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private static @Nullable ApiException refusal(Throwable cause) {
        return switch (cause) {
            case ApiException refusal -> refusal;
            case RequestRejectedException _ ->
                NotFound.endpoint(); // a path the firewall dislikes is one we do not have
            case MethodArgumentTypeMismatchException mismatch -> mismatch(mismatch);
            case Exception _ when DatabaseUnavailable.isBehind(cause) -> new DatabaseUnavailable();
            case ConcurrencyFailureException _ -> new Overtaken();
            case ErrorResponse response when response.getStatusCode().is4xxClientError() -> spring(response);
            default -> null;
        };
    }

    private static ApiException mismatch(MethodArgumentTypeMismatchException mismatch) {
        return mismatch.getParameter().hasParameterAnnotation(PathVariable.class)
                ? new NotFound()
                : new InvalidInput(mismatch.getName(), "Enter a valid value.");
    }

    private static ApiException spring(ErrorResponse response) {
        var detail = response.getBody().getDetail();
        return switch (response.getStatusCode().value()) {
            case 404 -> NotFound.endpoint();
            case 405 ->
                InvalidRequest.methodNotAllowed(
                        response instanceof HttpRequestMethodNotSupportedException refused ? refused.getMethod() : "");
            case 406 -> InvalidRequest.notAcceptable();
            case 413 -> InvalidRequest.tooLarge(BodyReader.MAX_BYTES);
            default -> new InvalidInput(null, detail == null ? "The request could not be read." : detail);
        };
    }
}
