package dev.hedgerow.auth;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Logins in browsers. They are rows, so that every replica knows them and a restart forgets none. */
@Repository
@Transactional
public class Sessions {

    public static final String COOKIE = "sessionid";
    public static final String CSRF_COOKIE = "posthog_csrftoken";
    static final String CSRF_HEADER = "X-CSRFToken";

    /** How long a login lasts. */
    public static final Duration LIFETIME = Duration.ofDays(14);

    private final JdbcClient jdbc;
    private final Clock clock;

    Sessions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Begins a session of the user and clears away those that have run out. */
    public Started start(long userId) {
        var started = new Started(RandomToken.of(32), RandomToken.of(32));
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.sql("DELETE FROM login_session WHERE user_id = :user AND expires_at <= :now")
                .param("user", userId)
                .param("now", now)
                .update();
        jdbc.sql("""
                        INSERT INTO login_session (token_hash, user_id, csrf_token, created_at, expires_at)
                        VALUES (:hash, :user, :csrf, :now, :expires)
                        """)
                .param("hash", KeyHash.of(started.token))
                .param("user", userId)
                .param("csrf", started.csrfToken)
                .param("now", now)
                .param("expires", now.plus(LIFETIME))
                .update();
        return started;
    }

    public void end(Credential.Session session) {
        jdbc.sql("DELETE FROM login_session WHERE token_hash = :hash")
                .param("hash", session.tokenHash())
                .update();
    }

    /** Ends every session of the user but the one they are in. */
    public void endOthers(long userId, Credential.Session session) {
        jdbc.sql("DELETE FROM login_session WHERE user_id = :user AND token_hash <> :hash")
                .param("user", userId)
                .param("hash", session.tokenHash())
                .update();
    }

    /** The two secrets of a new session: the one in the cookie, and the one that changes must repeat in a header. */
    public record Started(String token, String csrfToken) {}
}
