package dev.hedgerow.capture;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What an event says about the person who sent it. */
record PersonChanges(ObjectNode set, ObjectNode setOnce, JsonNode unset) {

    /** Where somebody came from the first time, and the last time they came by an advertisement, is theirs. */
    private static final Set<String> CAMPAIGN = Set.of(
            "utm_source",
            "utm_medium",
            "utm_campaign",
            "utm_content",
            "utm_term",
            "gclid",
            "gad_source",
            "gclsrc",
            "dclid",
            "gbraid",
            "wbraid",
            "fbclid",
            "msclkid",
            "twclid",
            "li_fat_id",
            "mc_cid",
            "igshid",
            "ttclid",
            "epik",
            "qclid",
            "sccid",
            "irclid",
            "_kx");

    private static final Set<String> SURROUNDINGS = Set.of(
            "$app_build",
            "$app_name",
            "$app_namespace",
            "$app_version",
            "$browser",
            "$browser_version",
            "$device_type",
            "$current_url",
            "$pathname",
            "$os",
            "$os_name",
            "$os_version",
            "$referring_domain",
            "$referrer",
            "$screen_height",
            "$screen_width",
            "$viewport_height",
            "$viewport_width",
            "$raw_user_agent");

    /** What each of these is called for the first time it was seen. */
    private static final Map<String, String> INITIAL = Stream.concat(CAMPAIGN.stream(), SURROUNDINGS.stream())
            .collect(toUnmodifiableMap(name -> name, name -> "$initial_" + name.replace("$", "")));

    private static final Set<String> ABOUT_PERSONS = Set.of("$identify", "$create_alias", "$merge_dangerously", "$set");

    /**
     * With the surroundings that every event describes only where the event is about the person, because they change
     * often; a server's operating system is nobody's.
     */
    static PersonChanges of(String event, ObjectNode properties) {
        var set = copy(properties.path("$set"));
        var setOnce = copy(properties.path("$set_once"));
        var aboutPerson = ABOUT_PERSONS.contains(event);
        var server = properties.path("$is_server").booleanValue(false);
        for (var property : properties.properties()) {
            var name = property.getKey();
            var initial = INITIAL.get(name);
            if (initial != null && !(server && name.startsWith("$os"))) {
                putOnce(setOnce, initial, property.getValue());
                putOnce(aboutPerson || CAMPAIGN.contains(name) ? set : setOnce, name, property.getValue());
            }
        }
        return new PersonChanges(set, setOnce, properties.path("$unset"));
    }

    Person apply(Person person) {
        return isNewTo(person.properties()) ? person.with(appliedTo(person.properties())) : person;
    }

    /** Most events say nothing new, and a person is in most events: this spares the copy. */
    private boolean isNewTo(ObjectNode known) {
        return setOnce.properties().stream().anyMatch(property -> !known.has(property.getKey()))
                || set.properties().stream()
                        .anyMatch(property -> !property.getValue().equals(known.get(property.getKey())))
                || names(unset).stream().anyMatch(known::has);
    }

    private ObjectNode appliedTo(ObjectNode known) {
        var properties = known.deepCopy();
        setOnce.properties().forEach(property -> putOnce(properties, property.getKey(), property.getValue()));
        properties.setAll(set);
        names(unset).forEach(properties::remove);
        return properties;
    }

    private static Collection<String> names(JsonNode listOrObject) {
        return listOrObject.isObject()
                ? listOrObject.propertyNames()
                : listOrObject
                        .valueStream()
                        .filter(JsonNode::isString)
                        .map(JsonNode::stringValue)
                        .toList();
    }

    private static ObjectNode copy(JsonNode properties) {
        return properties instanceof ObjectNode object ? object.deepCopy() : JsonNodeFactory.instance.objectNode();
    }

    private static void putOnce(ObjectNode properties, String name, JsonNode value) {
        if (!properties.has(name)) {
            properties.set(name, value);
        }
    }
}
