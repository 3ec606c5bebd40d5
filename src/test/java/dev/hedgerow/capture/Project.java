package dev.hedgerow.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import dev.hedgerow.auth.Team;
import dev.hedgerow.catalog.Namespaces;
import dev.hedgerow.engine.Cancellation;
import dev.hedgerow.engine.QueryLimits;
import dev.hedgerow.engine.Warehouse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** A project that events are sent to, seen from both ends: the routes SDKs use, and the tables in the warehouse. */
record Project(String server, String token, Team team, Warehouse warehouse, HttpClient http) {

    HttpResponse<String> post(String path, String json) {
        return post(path, json.replace("$TOKEN", token).getBytes(UTF_8), "Content-Type", "application/json");
    }

    HttpResponse<String> post(String path, byte[] body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(server + path)).POST(BodyPublishers.ofByteArray(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The rows of a query in text; tables are called by their names. */
    List<String> rows(String select) {
        var sql = select.replaceAll("(?i)(from|join) (events|persons|person_distinct_ids|groups)\\b", "$1 \"$2__v1\"");
        var limits = new QueryLimits(1000, Duration.ofSeconds(30));
        return warehouse.fetch(Namespaces.of(team), sql, limits, new Cancellation()).rows().stream()
                .map(row -> String.join(" | ", row.stream().map(String::valueOf).toList()))
                .toList();
    }

    List<String> awaitRows(int count, String select) {
        return await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> rows(select), rows -> rows.size() >= count);
    }
}
