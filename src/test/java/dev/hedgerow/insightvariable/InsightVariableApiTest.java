package dev.hedgerow.insightvariable;

import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

@ServerTest
class InsightVariableApiTest {

    @Autowired
    RestTestClient http;

    Tenants.Tenant tenant;

    @BeforeEach
    void tenant(@Autowired Tenants tenants) {
        tenant = tenants.create();
    }

    @Test
    void tryIt() {
        for (var call : new String[][] {
            {"POST", "insight_variables/", "{\"name\":\"Test 1\",\"type\":\"List\",\"values\":[1,2.5,true]}"},
            {"POST", "insight_variables", "{\"name\":\"test_1\",\"type\":\"String\"}"},
            {"POST", "insight_variables", "{\"type\":\"Foo\"}"},
            {"POST", "insight_variables", "{\"name\":\"x\",\"type\":\"Foo\"}"},
            {"POST", "insight_variables", "{\"name\":"},
            {"GET", "insight_variables.json?page=1", ""},
            {"GET", "insight_variables/?page=2", ""},
            {"PUT", "insight_variables/", ""},
            {"GET", "nope/", ""},
            {"GET", "insight_variables/abc/", ""},
        }) {
            var answer = http.method(HttpMethod.valueOf(call[0]))
                    .uri("/api/environments/" + tenant.project() + "/" + call[1])
                    .header("Authorization", "Bearer " + tenant.key())
                    .contentType(MediaType.APPLICATION_JSON)
                    .body(call[2])
                    .exchange()
                    .expectBody(String.class)
                    .returnResult();
            System.out.println(call[0] + " " + call[1] + " -> " + answer.getStatus() + " " + answer.getResponseBody()
                    + "\n" + answer.getResponseHeaders());
        }
    }
}
