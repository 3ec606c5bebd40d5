package dev.hedgerow.account;

import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Credential;
import dev.hedgerow.auth.PermissionDenied;
import dev.hedgerow.web.InvalidInput;
import dev.hedgerow.web.NotFound;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class PersonalApiKeyService {

    static final int MOST_KEYS = 10;
    static final String SESSION_ONLY = "This action does not support Personal API Key access";

    private final PersonalApiKeyRepository keys;
    private final UserRepository users;
    private final ProjectRepository projects;
    private final Clock clock;

    PersonalApiKeyService(
            PersonalApiKeyRepository keys, UserRepository users, ProjectRepository projects, Clock clock) {
        this.keys = keys;
        this.users = users;
        this.projects = projects;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public List<PersonalApiKey> list(Caller caller) {
        return keys.findByUserIdOrderByCreatedAtDescIdAsc(caller.userId());
    }

    /** One of the caller's own keys; a key may ask for nothing but itself, under its id or as {@code @current}. */
    @Transactional(readOnly = true)
    public PersonalApiKey get(Caller caller, String id) {
        return switch (caller.credential()) {
            case Credential.Session _ -> own(caller, id);
            case Credential.PersonalKey key -> {
                var asked = own(caller, id.equals("@current") ? key.id() : id);
                if (!asked.id().equals(key.id())) {
                    throw new PermissionDenied(SESSION_ONLY);
                }
                yield asked;
            }
        };
    }

    public NewKey create(Caller caller, PersonalApiKeyRequest request) {
        requireGrantable(caller, PersonalApiKeyRequest.NOTHING, request);
        // Creates of one user wait for each other here, so that none counts before the other has inserted.
        users.lock(caller.userId());
        if (keys.countByUserId(caller.userId()) >= MOST_KEYS) {
            throw new InvalidInput(
                    null,
                    "You can only have %d personal API keys. Remove an existing key before creating a new one."
                            .formatted(MOST_KEYS));
        }
        var value = PersonalApiKey.newValue();
        return new NewKey(keys.save(new PersonalApiKey(caller.userId(), value, request, clock.instant())), value);
    }

    public PersonalApiKey update(Caller caller, String id, UnaryOperator<PersonalApiKeyRequest> change) {
        var key = ownToChange(caller, id);
        var before = PersonalApiKeyRequest.of(key);
        var after = change.apply(before);
        requireGrantable(caller, before, after);
        key.change(after);
        return key;
    }

    public NewKey roll(Caller caller, String id) {
        var key = ownToChange(caller, id);
        var value = PersonalApiKey.newValue();
        key.roll(value, clock.instant());
        return new NewKey(key, value);
    }

    public void delete(Caller caller, String id) {
        keys.delete(ownToChange(caller, id));
    }

    private PersonalApiKey ownToChange(Caller caller, String id) {
        return keys.findToChange(caller.userId(), id).orElseThrow(NotFound::new);
    }

    private PersonalApiKey own(Caller caller, String id) {
        return keys.findByUserIdAndId(caller.userId(), id).orElseThrow(NotFound::new);
    }

    /** Refuses to give a key what its user does not have; what it had {@code before} is no longer questioned. */
    private void requireGrantable(Caller caller, PersonalApiKeyRequest before, PersonalApiKeyRequest after) {
        after.scopes().stream()
                .filter(scope -> !KeyScopes.contains(scope))
                .findFirst()
                .ifPresent(scope -> {
                    throw new InvalidInput("scopes", "Invalid scope: " + scope);
                });
        var teams = without(before.scopedTeams(), after.scopedTeams());
        if (projects.countByIdInAndOrganizationIdIn(teams, caller.memberships().keySet()) < teams.size()) {
            throw new InvalidInput(
                    "scoped_teams", "You must be a member of all teams that you are scoping the key to.");
        }
        if (!without(before.organizations(), after.organizations()).stream().allMatch(caller::isMemberOf)) {
            throw new InvalidInput(
                    "scoped_organizations",
                    "You must be a member of all organizations that you are scoping the key to.");
        }
    }

    private static <T> Set<T> without(List<T> known, List<T> asked) {
        var added = new HashSet<>(asked);
        known.forEach(added::remove);
        return added;
    }
}
