package dev.hedgerow.account;

import dev.hedgerow.account.BootstrapFile.Tenant;
import java.util.HashMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes the database hold what a bootstrap file says. What the file names is as the file has it after every start; what
 * it does not name is left alone.
 */
@Component
@Transactional
class Bootstrap {

    private static final long LOCK = 0x6865646765726f77L;

    private final JdbcClient jdbc;
    private final BootstrapPlaces places;
    private final BootstrapMembers members;

    Bootstrap(JdbcClient jdbc, BootstrapPlaces places, BootstrapMembers members) {
        this.jdbc = jdbc;
        this.places = places;
        this.members = members;
    }

    /** All of the file or, when an entry is refused, nothing of it. */
    public void apply(BootstrapFile file) {
        lock();
        var ids = new HashMap<Tenant, UUID>();
        file.organizations().forEach(tenant -> ids.put(tenant, at(tenant.line(), () -> places.organization(tenant))));
        // Projects with an id of their own come first, so that none without one is given that id.
        for (var numbered : new boolean[] {true, false}) {
            ids.forEach((tenant, id) -> tenant.projects().stream()
                    .filter(project -> numbered == (project.id() != null))
                    .forEach(project -> at(project.line(), () -> places.project(id, project))));
        }
        ids.forEach((tenant, id) ->
                tenant.members().forEach(member -> at(member.line(), () -> members.member(id, member))));
    }

    /** Applies what {@code first} says to a database that nobody is in; whether it was such a one. */
    public boolean applyToEmpty(Supplier<BootstrapFile> first) {
        lock();
        var isEmpty = jdbc.sql("SELECT NOT EXISTS (SELECT FROM app_user)")
                .query(Boolean.class)
                .single();
        if (isEmpty) {
            apply(first.get());
        }
        return isEmpty;
    }

    /** Replicas that start together take turns, each to the end of its transaction. */
    private void lock() {
        jdbc.sql("SELECT pg_advisory_xact_lock(:lock)").param("lock", LOCK).query(row -> {});
    }

    private static <T> T at(int line, Supplier<T> work) {
        try {
            return work.get();
        } catch (DataIntegrityViolationException clash) {
            var reason = String.valueOf(
                    NestedExceptionUtils.getMostSpecificCause(clash).getMessage());
            throw new BootstrapRefused(line, reason.lines().findFirst().orElse("clashes with what is there"));
        }
    }
}
