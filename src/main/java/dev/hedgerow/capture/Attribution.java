package dev.hedgerow.capture;

import static dev.hedgerow.capture.AttributedEvent.Mode.FORCE_UPGRADE;
import static dev.hedgerow.capture.AttributedEvent.Mode.FULL;
import static dev.hedgerow.capture.AttributedEvent.Mode.PROPERTYLESS;

import dev.hedgerow.capture.AttributedEvent.Sender;
import java.time.Duration;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * Walks through a project's events in their order and finds out whose each is, changing persons and groups on the way.
 */
record Attribution(long teamId, People people, Groups groups) {

    private static final Duration GRACE = Duration.ofMinutes(1);

    AttributedEvent attribute(QueuedEvent event, ObjectNode properties) {
        var keys = groups.keysOf(properties.path("$groups"));
        if (event.name().equals("$groupidentify")) {
            groups.identify(properties, event.timestamp());
        }
        var elements = properties.path("$elements_chain").stringValue("");
        var kept = properties.has("$elements_chain")
                ? properties.without("$elements_chain").toString()
                : null;
        return new AttributedEvent(
                event,
                kept == null ? event.properties() : kept,
                elements,
                properties.path("$session_id").stringValue(""),
                properties.path("$window_id").stringValue(""),
                sender(event, properties),
                keys);
    }

    private Sender sender(QueuedEvent event, ObjectNode properties) {
        var wanted = properties.path("$process_person_profile");
        return wanted.isBoolean() && !wanted.booleanValue()
                ? bystander(event)
                : sender(person(event, properties), FULL);
    }

    /** Somebody for whom no person is made; but where one was made before, that is who it is. */
    private Sender bystander(QueuedEvent event) {
        var known = people.find(event.distinctId());
        if (known == null) {
            return new Sender(Person.idOf(teamId, event.distinctId()), Instant.EPOCH, "{}", PROPERTYLESS);
        }
        return known.createdAt().plus(GRACE).isBefore(event.timestamp())
                ? sender(known, FORCE_UPGRADE)
                : new Sender(known.uuid(), known.createdAt(), "{}", PROPERTYLESS);
    }

    private static Sender sender(Person person, AttributedEvent.Mode mode) {
        return new Sender(person.uuid(), person.createdAt(), person.json(), mode);
    }

    private Person person(QueuedEvent event, ObjectNode properties) {
        var alias = MergeRequest.of(event, properties);
        var person = alias.isEmpty()
                ? people.findOrCreate(event.distinctId(), event.timestamp())
                : people.merge(
                        alias.get().from(),
                        alias.get().into(),
                        event.timestamp(),
                        alias.get().insisting());
        var named = event.name().equals("$identify") ? person.identify() : person;
        return people.update(PersonChanges.of(event.name(), properties).apply(named));
    }
}
