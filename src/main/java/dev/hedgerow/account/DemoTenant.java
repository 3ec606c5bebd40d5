package dev.hedgerow.account;

import dev.hedgerow.account.BootstrapFile.ApiKey;
import dev.hedgerow.account.BootstrapFile.Member;
import dev.hedgerow.account.BootstrapFile.Place;
import dev.hedgerow.account.BootstrapFile.Tenant;
import dev.hedgerow.auth.MembershipLevel;
import dev.hedgerow.auth.RandomToken;
import dev.hedgerow.server.DataDirectory;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * What a server starts with that was told nothing: an organization, project 1, and an admin with a key to everything.
 */
@Component
class DemoTenant {

    private static final String EMAIL = "admin@hedgerow.local";
    private static final String KEY_FILE = "api-key";
    private static final String PASSWORD_FILE = "admin-password";

    private final Bootstrap bootstrap;
    private final BootstrapSettings settings;
    private final DataDirectory data;

    DemoTenant(Bootstrap bootstrap, BootstrapSettings settings, DataDirectory data) {
        this.bootstrap = bootstrap;
        this.settings = settings;
        this.data = data;
    }

    /** Fills an empty database, and tells on the console what only the operator may know. */
    void create() {
        // The files are written before the rows are committed: no crash can leave a key that nobody knows.
        if (bootstrap.applyToEmpty(this::entries)) {
            announce();
        }
    }

    private BootstrapFile entries() {
        var configured = settings.bootstrapApiKey();
        if (configured != null) {
            data.replaceSecret(KEY_FILE, configured);
        }
        var key = data.secret(KEY_FILE, PersonalApiKey::newValue);
        var password = data.secret(PASSWORD_FILE, () -> RandomToken.of(15));
        var everything = new ApiKey(0, "Demo", key, List.of(KeyScopes.EVERYTHING), List.of(), List.of());
        var admin =
                new Member(0, EMAIL, "Admin", null, password, MembershipLevel.OWNER, true, null, List.of(everything));
        var project = new Place(0, 1L, ProjectRequest.DEFAULT.name(), null, null);
        return new BootstrapFile(List.of(new Tenant(0, null, "Demo", List.of(project), List.of(admin))));
    }

    private void announce() {
        // Not the log, which may be JSON and may be shipped elsewhere.
        System.out.printf(
                """

                Created the organization "Demo", its project 1 and its admin %s
                  API key   %s   (kept in %s)
                  Password  %s   (kept in %s)

                """, EMAIL, kept(KEY_FILE), data.resolve(KEY_FILE), kept(PASSWORD_FILE), data.resolve(PASSWORD_FILE));
    }

    private String kept(String file) {
        return data.secret(file, () -> {
            throw new IllegalStateException(file + " was just written");
        });
    }
}
