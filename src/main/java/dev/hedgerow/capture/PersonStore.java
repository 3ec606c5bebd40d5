package dev.hedgerow.capture;

import static java.util.stream.Collectors.toSet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A project's persons in PostgreSQL, which is where the truth about them is. */
record PersonStore(JdbcClient jdbc, JsonMapper json) {

    /**
     * The persons known under these distinct ids.
     *
     * @param merging those whose persons may have to give up all their distinct ids
     */
    People load(long teamId, Collection<String> mentioned, Collection<String> merging) {
        var distinctIds = distinctIds(teamId, mentioned, merging);
        var uuids = distinctIds.stream().map(People.DistinctId::person).collect(toSet());
        var persons = jdbc.sql("""
                        SELECT uuid, created_at, properties, is_identified, version
                          FROM person
                         WHERE team_id = :team AND uuid = ANY(:uuids::uuid[])
                        """)
                .param("team", teamId)
                .param("uuids", texts(uuids, UUID::toString))
                .query(this::person)
                .list();
        return new People(teamId, persons, distinctIds);
    }

    private List<People.DistinctId> distinctIds(long teamId, Collection<String> mentioned, Collection<String> merging) {
        return jdbc.sql("""
                        SELECT distinct_id, person_uuid, version
                          FROM person_distinct_id
                         WHERE team_id = :team AND distinct_id = ANY(:mentioned)
                         UNION
                        SELECT other.distinct_id, other.person_uuid, other.version
                          FROM person_distinct_id AS named
                          JOIN person_distinct_id AS other USING (team_id, person_uuid)
                         WHERE team_id = :team AND named.distinct_id = ANY(:merging)
                        """)
                .param("team", teamId)
                .param("mentioned", mentioned.toArray(String[]::new))
                .param("merging", merging.toArray(String[]::new))
                .query((row, _) ->
                        new People.DistinctId(row.getString(1), row.getObject(2, UUID.class), row.getLong(3)))
                .list();
    }

    void save(long teamId, People people) {
        savePersons(teamId, people.changedPersons());
        saveDistinctIds(teamId, people.movedDistinctIds());
        remove(teamId, people.mergedPersons());
    }

    private void savePersons(long teamId, List<Person> persons) {
        if (persons.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO person (team_id, uuid, created_at, properties, is_identified, version)
                        SELECT :team, p.*
                          FROM unnest(:uuids::uuid[], :created::timestamptz[], :properties::jsonb[], :identified::boolean[], :versions::bigint[])
                               AS p (uuid, created_at, properties, is_identified, version)
                            ON CONFLICT (team_id, uuid) DO UPDATE
                           SET created_at = excluded.created_at, properties = excluded.properties,
                               is_identified = excluded.is_identified, version = excluded.version
                        """)
                .param("team", teamId)
                .param("uuids", texts(persons, person -> person.uuid().toString()))
                .param("created", texts(persons, person -> person.createdAt().toString()))
                .param("properties", texts(persons, Person::json))
                .param("identified", texts(persons, person -> Boolean.toString(person.identified())))
                .param("versions", texts(persons, person -> Long.toString(person.version())))
                .update();
    }

    private void saveDistinctIds(long teamId, List<People.DistinctId> distinctIds) {
        if (distinctIds.isEmpty()) {
            return;
        }
        jdbc.sql("""
                        INSERT INTO person_distinct_id (team_id, distinct_id, person_uuid, version)
                        SELECT :team, d.*
                          FROM unnest(:ids::text[], :persons::uuid[], :versions::bigint[]) AS d (distinct_id, person_uuid, version)
                            ON CONFLICT (team_id, distinct_id) DO UPDATE
                           SET person_uuid = excluded.person_uuid, version = excluded.version
                        """)
                .param("team", teamId)
                .param("ids", texts(distinctIds, People.DistinctId::id))
                .param(
                        "persons",
                        texts(distinctIds, distinctId -> distinctId.person().toString()))
                .param("versions", texts(distinctIds, distinctId -> Long.toString(distinctId.version())))
                .update();
    }

    private void remove(long teamId, List<Person> persons) {
        jdbc.sql("DELETE FROM person WHERE team_id = :team AND uuid = ANY(:uuids::uuid[])")
                .param("team", teamId)
                .param("uuids", texts(persons, person -> person.uuid().toString()))
                .update();
    }

    private Person person(ResultSet row, int number) throws SQLException {
        return new Person(
                row.getObject("uuid", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                (ObjectNode) json.readTree(row.getString("properties")),
                row.getBoolean("is_identified"),
                row.getLong("version"));
    }

    private static <T> String[] texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }
}
