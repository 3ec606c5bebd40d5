package dev.hedgerow.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends requests to paths below the target's project. */
final class Client {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Target target;

    Client(Target target) {
        this.target = target;
    }

    /** The body with the settings of the target's source in their places. */
    JsonNode withSource(JsonNode body) {
        var complete = body;
        for (var setting : target.source().entrySet()) {
            complete = Reference.with(complete, "${source.%s}".formatted(setting.getKey()), setting.getValue());
        }
        return complete;
    }

    /** @param root the name of the prefix, {@code projects} or {@code environments} */
    Answer send(String method, String root, String rest, @Nullable JsonNode body) {
        var uri = target.server().resolve("/api/%s/%s/%s".formatted(root, target.project(), rest));
        var request = HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + target.key());
        if (body == null) {
            request.method(method, BodyPublishers.noBody());
        } else {
            request.method(method, BodyPublishers.ofString(body.toString())).header("Content-Type", "application/json");
        }
        try {
            return new Answer(http.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    record Answer(int status, String text) {

        Answer(HttpResponse<String> response) {
            this(response.statusCode(), response.body());
        }

        JsonNode body() {
            return JSON.readTree(text);
        }
    }
}
