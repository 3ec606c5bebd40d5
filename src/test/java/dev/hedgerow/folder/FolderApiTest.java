package dev.hedgerow.folder;

import static dev.hedgerow.Calls.assertNotFound;
import static dev.hedgerow.Calls.assertRefused;
import static dev.hedgerow.Calls.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import com.jayway.jsonpath.JsonPath;
import dev.hedgerow.Calls;
import dev.hedgerow.Concurrently;
import dev.hedgerow.ServerTest;
import dev.hedgerow.Tenants;
import dev.hedgerow.Tenants.Tenant;
import dev.hedgerow.auth.MembershipLevel;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

@ServerTest
class FolderApiTest {

    static final String FOLDERS = "warehouse_saved_query_folders/";
    static final String TAKEN = "A folder with this name already exists.";

    @Autowired
    RestTestClient http;

    @Autowired
    Tenants tenants;

    @Autowired
    JdbcClient jdbc;

    Tenant tenant;

    @BeforeEach
    void tenant() {
        tenant = tenants.create();
    }

    @Test
    void aFolderHasTheDocumentedKeysInOrder() {
        var answer = send(POST, FOLDERS, "{\"name\": \" Finance \", \"view_count\": 7, \"id\": 1}");

        assertThat(text(answer.expectStatus().isCreated())).matches("""
                \\{"id":"[0-9a-f-]{36}","name":"Finance","created_at":"[^"]+Z",\
                "created_by":\\{"id":%d,"uuid":"[^"]+","distinct_id":"[^"]+","first_name":"Ada","last_name":"",\
                "email":"[^"]+","is_email_verified":null,"hedgehog_config":null,"role_at_organization":null},\
                "view_count":0,"user_access_level":"manager"}""".formatted(tenant.owner()));
    }

    @Test
    void theListIsABareArrayOrderedByName() {
        assertThat(text(send(GET, FOLDERS, "").expectStatus().isOk())).isEqualTo("[]");
        List.of("b", "c", "a").forEach(this::create);

        var names = JsonPath.<List<String>>read(text(send(GET, FOLDERS, "")), "$[*].name");

        assertThat(names).containsExactly("a", "b", "c");
    }

    @Test
    void bothPrefixesShowTheSameFolders() {
        var id = create("a");

        var asEnvironment = text(http.get()
                .uri("/api/environments/{id}/warehouse_saved_query_folders/{folder}", tenant.project(), id)
                .header("Authorization", "Bearer " + tenant.key())
                .exchange());

        assertThat(asEnvironment).isEqualTo(text(send(GET, FOLDERS + id, "")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}               | required      | This field is required.
            {"name": null}   | null          | This field may not be null.
            {"name": " "}    | blank         | This field may not be blank.
            {"name": []}     | invalid_input | Not a valid string.
            {"name": "used"} | invalid_input | A folder with this name already exists.
            """)
    void aNameThatCannotBeIsRefused(String body, String code, String detail) {
        create("used");

        assertRefused(send(POST, FOLDERS, body), code, detail, "name");
    }

    @Test
    void aNameHasAtMost128Characters() {
        create("é".repeat(128));

        assertRefused(
                send(POST, FOLDERS, named("é".repeat(129))),
                "max_length",
                "Ensure this field has no more than 128 characters.",
                "name");
    }

    @Test
    void namesAreComparedExactlyAndWithinTheProject() {
        create("Finance");
        create("finance");
        tenant = tenants.create();

        create("Finance");
    }

    @Test
    void ofManyCreatesOfOneNameAtOnceOneSucceeds() throws Exception {
        var statuses = Concurrently.run(
                20,
                () -> send(POST, FOLDERS, named("once"))
                        .returnResult()
                        .getStatus()
                        .value());

        assertThat(statuses).hasSize(20).containsOnly(201, 400).containsOnlyOnce(201);
    }

    @Test
    void aFolderIsRenamedButNotToTheNameOfAnother() {
        var id = create("old");
        create("taken");

        send(PATCH, FOLDERS + id, named("new"))
                .expectStatus()
                .isOk()
                .expectBody()
                .json("""
                {"name": "new", "view_count": 0, "user_access_level": "manager"}
                """);

        send(PATCH, FOLDERS + id, named("new")).expectStatus().isOk();
        send(PATCH, FOLDERS + id, "{}").expectStatus().isOk();
        assertRefused(send(PATCH, FOLDERS + id, named("taken")), "invalid_input", TAKEN, "name");
        send(GET, FOLDERS + id, "").expectBody().json(named("new"));
    }

    @Test
    void aDeletedFolderIsGoneAndItsNameIsFree() {
        var id = create("a");

        send(DELETE, FOLDERS + id, "").expectStatus().isNoContent().expectBody().isEmpty();

        assertNotFound(send(GET, FOLDERS + id, ""));
        assertNotFound(send(DELETE, FOLDERS + id, ""));
        create("a");
    }

    @Test
    void aFolderCannotBeReplaced() {
        var id = create("a");

        send(PUT, FOLDERS + id, named("b"))
                .expectStatus()
                .isEqualTo(405)
                .expectBody()
                .json("""
                {"type": "invalid_request", "code": "method_not_allowed",
                 "detail": "Method \\"PUT\\" not allowed.", "attr": null}
                """, JsonCompareMode.STRICT);
    }

    @Test
    void foldersOfOthersAreNotFound() {
        var foreign = create("a");
        tenant = tenants.create();

        assertNotFound(send(GET, FOLDERS + foreign, ""));
        assertNotFound(send(PATCH, FOLDERS + foreign, named("b")));
        assertNotFound(send(DELETE, FOLDERS + foreign, ""));
        assertNotFound(send(GET, FOLDERS + UUID.randomUUID(), ""));
        assertNotFound(send(GET, FOLDERS + "abc", ""));
    }

    @Test
    void aMemberManagesTheirOwnFoldersAndEditsThoseOfOthers() {
        var owners = create("owners");
        var member = tenants.user(tenant.organization(), MembershipLevel.MEMBER);
        tenant = tenant.withKey(tenants.key(member, "warehouse_view:write"));
        var own = create("own");

        send(GET, FOLDERS + owners, "").expectBody().json("{\"user_access_level\": \"editor\"}");
        send(GET, FOLDERS + own, "").expectBody().json("{\"user_access_level\": \"manager\"}");
    }

    @Test
    void aFolderOutlivesItsCreator() {
        var owner = tenant;
        var member = tenants.user(tenant.organization(), MembershipLevel.MEMBER);
        tenant = tenant.withKey(tenants.key(member, "warehouse_view:write"));
        var id = create("a");

        jdbc.sql("DELETE FROM app_user WHERE id = :id").param("id", member).update();
        tenant = owner;

        send(GET, FOLDERS + id, "").expectStatus().isOk().expectBody().json("{\"created_by\": null}");
        send(GET, FOLDERS, "").expectStatus().isOk().expectBody().json("[{\"created_by\": null}]");
    }

    @Test
    void readingAndWritingHaveScopesOfTheirOwn() {
        var id = create("a");
        tenant = tenant.withKey(tenants.key(tenant.owner(), "warehouse_view:read"));

        send(GET, FOLDERS, "").expectStatus().isOk();
        send(GET, FOLDERS + id, "").expectStatus().isOk();
        for (var method : List.of(PATCH, DELETE)) {
            send(method, FOLDERS + id, "")
                    .expectStatus()
                    .isForbidden()
                    .expectBody()
                    .json("""
                    {"code": "permission_denied", "detail": "API key missing required scope 'warehouse_view:write'"}
                    """);
        }
    }

    private ResponseSpec send(HttpMethod method, String path, String body) {
        return Calls.send(http, tenant, method, path, body);
    }

    private String create(String name) {
        return JsonPath.read(
                text(send(POST, FOLDERS, named(name)).expectStatus().isCreated()), "$.id");
    }

    private static String named(String name) {
        return "{\"name\": \"%s\"}".formatted(name);
    }
}
