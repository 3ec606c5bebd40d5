package dev.hedgerow.capture;

import dev.hedgerow.Tenants;
import dev.hedgerow.auth.Teams;
import dev.hedgerow.engine.Warehouse;
import java.net.http.HttpClient;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Makes a project for each test that asks. */
record Projects(Tenants tenants, Teams teams, JdbcClient jdbc, Warehouse warehouse, int port) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    Project create() {
        var id = tenants.create().project();
        var token = jdbc.sql("SELECT api_token FROM project WHERE id = :id")
                .param("id", id)
                .query(String.class)
                .single();
        return new Project("http://localhost:" + port, token, teams.find(id).orElseThrow(), warehouse, HTTP);
    }
}
