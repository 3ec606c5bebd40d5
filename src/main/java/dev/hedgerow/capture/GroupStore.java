package dev.hedgerow.capture;

import static java.util.stream.Collectors.toMap;

import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A project's groups in PostgreSQL. */
record GroupStore(JdbcClient jdbc, JsonMapper json) {

    private record Type(String name, int index) {}

    /** All types of groups, and the groups that have one of these keys. */
    Groups load(long teamId, Collection<String> keys) {
        return new Groups(types(teamId), keys.isEmpty() ? List.of() : groups(teamId, keys));
    }

    private Map<String, Integer> types(long teamId) {
        return jdbc
                .sql("SELECT name, group_index FROM group_type WHERE team_id = :team")
                .param("team", teamId)
                .query((row, _) -> new Type(row.getString(1), row.getInt(2)))
                .list()
                .stream()
                .collect(toMap(Type::name, Type::index));
    }

    private List<Groups.Group> groups(long teamId, Collection<String> keys) {
        return jdbc.sql("""
                        SELECT group_index, group_key, created_at, updated_at, properties
                          FROM captured_group
                         WHERE team_id = :team AND group_index = ANY('{0,1,2,3,4}') AND group_key = ANY(:keys)
                        """)
                .param("team", teamId)
                .param("keys", keys.toArray(String[]::new))
                .query((row, _) -> new Groups.Group(
                        new Groups.Key(row.getInt(1), row.getString(2)),
                        row.getObject(3, OffsetDateTime.class).toInstant(),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        (ObjectNode) json.readTree(row.getString(5))))
                .list();
    }

    void save(long teamId, Groups groups) {
        groups.newTypes()
                .forEach((name, index) -> jdbc.sql("INSERT INTO group_type VALUES (:team, :name, :index)")
                        .param("team", teamId)
                        .param("name", name)
                        .param("index", index)
                        .update());
        if (!groups.changedGroups().isEmpty()) {
            saveGroups(teamId, groups.changedGroups());
        }
    }

    private void saveGroups(long teamId, Collection<Groups.Group> groups) {
        jdbc.sql("""
                        INSERT INTO captured_group (team_id, group_index, group_key, created_at, updated_at, properties)
                        SELECT :team, g.*
                          FROM unnest(:types::integer[], :keys::text[], :created::timestamptz[], :updated::timestamptz[], :properties::jsonb[])
                               AS g (group_index, group_key, created_at, updated_at, properties)
                            ON CONFLICT (team_id, group_index, group_key) DO UPDATE
                           SET updated_at = excluded.updated_at, properties = excluded.properties
                        """)
                .param("team", teamId)
                .param(
                        "types",
                        texts(groups, group -> Integer.toString(group.key().type())))
                .param("keys", texts(groups, group -> group.key().key()))
                .param("created", texts(groups, group -> group.createdAt().toString()))
                .param("updated", texts(groups, group -> group.updatedAt().toString()))
                .param("properties", texts(groups, group -> group.properties().toString()))
                .update();
    }

    private static String[] texts(Collection<Groups.Group> groups, Function<Groups.Group, String> text) {
        return groups.stream().map(text).toArray(String[]::new);
    }
}
