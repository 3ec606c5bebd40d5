package dev.hedgerow.capture;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The persons a batch of events is about: first as they are stored, then as one event after the other changes them.
 * What has changed is stored, and merged into the warehouse, when the batch is through.
 */
final class People {

    private final long teamId;
    private final Map<UUID, Person> persons = new HashMap<>();
    private final Map<String, DistinctId> distinctIds = new HashMap<>();
    private final Map<UUID, Person> stored = new HashMap<>();
    private final Set<UUID> changed = new LinkedHashSet<>();
    private final Map<UUID, Person> merged = new LinkedHashMap<>();
    private final Set<String> moved = new LinkedHashSet<>();

    /** An id that clients use, and whose it is. */
    record DistinctId(String id, UUID person, long version) {}

    People(long teamId, Collection<Person> persons, Collection<DistinctId> distinctIds) {
        this.teamId = teamId;
        persons.forEach(person -> this.persons.put(person.uuid(), person));
        stored.putAll(this.persons);
        distinctIds.forEach(distinctId -> this.distinctIds.put(distinctId.id(), distinctId));
    }

    @Nullable
    Person find(String distinctId) {
        var known = distinctIds.get(distinctId);
        return known == null ? null : persons.get(known.person());
    }

    Person findOrCreate(String distinctId, Instant at) {
        var known = find(distinctId);
        return known == null ? create(distinctId, at, false) : known;
    }

    /**
     * Says that two distinct ids are one person, and gives that person. Two persons who are both known by name are only
     * made one when the client insists.
     */
    Person merge(String from, String into, Instant at, boolean insisting) {
        var source = find(from);
        var target = find(into);
        if (source == null) {
            var person = target == null ? create(into, at, true) : target;
            assign(from, person);
            return update(person.identify());
        }
        if (target == null) {
            assign(into, source);
            return update(source.identify());
        }
        if (source.uuid().equals(target.uuid()) || (source.identified() && !insisting)) {
            return update(target.identify());
        }
        return absorb(target, source);
    }

    Person update(Person person) {
        var before = persons.put(person.uuid(), person);
        if (!person.equals(before)) {
            changed.add(person.uuid());
        }
        return person;
    }

    /** Persons to store, as new versions. */
    List<Person> changedPersons() {
        return changed.stream()
                .map(persons::get)
                .filter(person -> person != null && !person.equals(stored.get(person.uuid())))
                .map(Person::nextVersion)
                .toList();
    }

    /** Persons who have become part of others. */
    List<Person> mergedPersons() {
        return merged.values().stream().map(Person::nextVersion).toList();
    }

    List<DistinctId> movedDistinctIds() {
        return moved.stream().map(distinctIds::get).toList();
    }

    private Person create(String distinctId, Instant at, boolean identified) {
        var person = Person.create(teamId, distinctId, at, identified);
        assign(distinctId, person);
        return update(person);
    }

    private Person absorb(Person target, Person source) {
        for (var distinctId : List.copyOf(distinctIds.values())) {
            if (distinctId.person().equals(source.uuid())) {
                assign(distinctId.id(), target);
            }
        }
        persons.remove(source.uuid());
        merged.put(source.uuid(), source);
        return update(target.absorb(source));
    }

    private void assign(String distinctId, Person person) {
        var before = distinctIds.get(distinctId);
        var version = before == null ? 1 : before.version() + 1;
        distinctIds.put(distinctId, new DistinctId(distinctId, person.uuid(), version));
        moved.add(distinctId);
    }
}
