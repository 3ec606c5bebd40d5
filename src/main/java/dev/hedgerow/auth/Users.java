package dev.hedgerow.auth;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Names the users behind ids. */
@Repository
public class Users {

    private final JdbcClient jdbc;

    Users(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Those of the given users that still exist, by id, in one statement. */
    public Map<Long, UserBasic> basics(Collection<? extends @Nullable Long> ids) {
        var wanted = ids.stream()
                .<Long>mapMulti((id, next) -> {
                    if (id != null) next.accept(id);
                })
                .distinct()
                .toList();
        return wanted.isEmpty() ? Collections.emptyMap() : find(wanted); // unlike Map.of(), it can be asked for null
    }

    /** The user, or null when they are gone or never were. */
    public @Nullable UserBasic basic(@Nullable Long id) {
        return id == null ? null : find(List.of(id)).get(id);
    }

    private Map<Long, UserBasic> find(List<Long> ids) {
        return jdbc.sql("""
                        SELECT id, uuid, distinct_id, first_name, last_name, email, is_email_verified, role_at_organization
                          FROM app_user
                         WHERE id IN (:ids)
                        """).param("ids", ids).query(Users::read).list().stream()
                .collect(Collectors.toMap(UserBasic::id, Function.identity()));
    }

    private static UserBasic read(ResultSet row, int number) throws SQLException {
        return new UserBasic(
                row.getLong("id"),
                row.getObject("uuid", UUID.class),
                row.getString("distinct_id"),
                row.getString("first_name"),
                row.getString("last_name"),
                row.getString("email"),
                row.getObject("is_email_verified", Boolean.class),
                null,
                row.getString("role_at_organization"));
    }
}
