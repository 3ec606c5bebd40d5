package dev.hedgerow.wire;

import org.jspecify.annotations.Nullable;

/** The error bodies of the API, to the letter. */
final class Errors {

    static final String NO_ENDPOINT = invalid(404, "not_found", "Endpoint not found.");
    static final String NOT_FOUND = invalid(404, "not_found", "Not found.");
    static final String NO_PROJECT = invalid(404, "not_found", "Project not found.");
    static final String NOT_ACCEPTABLE = invalid(406, "not_acceptable", "Could not satisfy the request Accept header.");
    static final String NO_CREDENTIAL =
            unauthorized("not_authenticated", "Authentication credentials were not provided.");
    static final String UNREADABLE = invalid(400, "parse_error", "The request could not be read.");

    private Errors() {}

    static String invalid(int status, String code, String detail) {
        return error(status, "invalid_request", code, detail, null);
    }

    static String unauthorized(String code, String detail) {
        return error(401, "authentication_error", code, detail, null);
    }

    static String invalidKey(String place) {
        return unauthorized("authentication_failed", "Personal API key found in request " + place + " is invalid.");
    }

    static String denied(String detail) {
        return error(403, "authentication_error", "permission_denied", detail, null);
    }

    static String input(String attr, String code, String detail) {
        return error(400, "validation_error", code, detail, attr);
    }

    static String notAllowed(String method) {
        return invalid(405, "method_not_allowed", "Method \"" + method + "\" not allowed.");
    }

    static String unsupported(String type) {
        return invalid(415, "unsupported_media_type", "Unsupported media type \"" + type + "\" in request.");
    }

    private static String error(int status, String type, String code, String detail, @Nullable String attr) {
        return "%d {\"type\":\"%s\",\"code\":\"%s\",\"detail\":\"%s\",\"attr\":%s}"
                .formatted(
                        status, type, code, detail.replace("\"", "\\\""), attr == null ? "null" : "\"" + attr + "\"");
    }
}
