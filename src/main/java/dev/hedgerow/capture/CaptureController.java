package dev.hedgerow.capture;

import static org.springframework.web.bind.annotation.RequestMethod.GET;
import static org.springframework.web.bind.annotation.RequestMethod.OPTIONS;
import static org.springframework.web.bind.annotation.RequestMethod.POST;

import dev.hedgerow.auth.Anonymous;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CrossOrigin;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The routes SDKs send events to. They are outside the API: their key is the project's public one, in the payload. */
@RestController
@CrossOrigin(
        originPatterns = "*",
        allowCredentials = "true",
        methods = {GET, POST, OPTIONS},
        maxAge = 86_400)
class CaptureController {

    private final PayloadReader payloads;
    private final CaptureService service;

    CaptureController(PayloadReader payloads, CaptureService service) {
        this.payloads = payloads;
        this.service = service;
    }

    @Anonymous
    @RequestMapping(
            path = {"/capture", "/capture/", "/e", "/e/", "/batch", "/batch/", "/track", "/track/"},
            method = {GET, POST})
    ResponseEntity<Map<String, Object>> capture(HttpServletRequest request) {
        return capture(request, null, 1);
    }

    @Anonymous
    @RequestMapping(
            path = {"/i/v0/e", "/i/v0/e/"},
            method = {GET, POST})
    ResponseEntity<Map<String, Object>> captureV0(HttpServletRequest request) {
        return capture(request, null, "Ok");
    }

    @Anonymous
    @RequestMapping(
            path = {"/engage", "/engage/"},
            method = {GET, POST})
    ResponseEntity<Map<String, Object>> engage(HttpServletRequest request) {
        return capture(request, "$identify", 1);
    }

    /** A page that is being left sends a beacon and cannot read an answer. */
    private ResponseEntity<Map<String, Object>> capture(
            HttpServletRequest request, @Nullable String unnamed, Object status) {
        var query = Fields.parse(request.getQueryString());
        service.capture(payloads.read(request, query), query, request.getRemoteAddr(), unnamed);
        return "1".equals(query.text("beacon"))
                ? ResponseEntity.status(HttpStatus.NO_CONTENT).build()
                : ResponseEntity.ok(Map.of("status", status));
    }
}
