package dev.hedgerow.account;

import dev.hedgerow.auth.MembershipLevel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Who belongs where: rows without a life of their own. */
@Repository
class Memberships {

    private final JdbcClient jdbc;
    private final Clock clock;

    Memberships(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Oldest first. */
    List<Membership> of(long user) {
        return jdbc.sql("""
                        SELECT organization_id, level
                          FROM membership
                         WHERE user_id = :user
                         ORDER BY joined_at, organization_id
                        """).param("user", user).query(Memberships::read).list();
    }

    /** How many members each of the organizations has. */
    Map<UUID, Integer> sizes(Collection<UUID> organizations) {
        var sizes = new HashMap<UUID, Integer>();
        jdbc.sql("""
                        SELECT organization_id, count(*) AS members
                          FROM membership
                         WHERE organization_id = ANY (:organizations)
                         GROUP BY organization_id
                        """).param("organizations", organizations.toArray(UUID[]::new)).query(row -> {
            sizes.put(row.getObject("organization_id", UUID.class), row.getInt("members"));
        });
        return sizes;
    }

    void add(long user, UUID organization, MembershipLevel level) {
        jdbc.sql("""
                        INSERT INTO membership (user_id, organization_id, level, joined_at)
                        VALUES (:user, :organization, :level, :now)
                        """)
                .param("user", user)
                .param("organization", organization)
                .param("level", level.number())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    private static Membership read(ResultSet row, int number) throws SQLException {
        return new Membership(row.getObject("organization_id", UUID.class), MembershipLevel.of(row.getInt("level")));
    }
}
