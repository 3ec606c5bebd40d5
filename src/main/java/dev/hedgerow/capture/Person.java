package dev.hedgerow.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Somebody who sends events, under one or more distinct ids.
 *
 * @param properties never changed in place
 * @param json the properties as text, which every event of the person carries
 */
record Person(UUID uuid, Instant createdAt, ObjectNode properties, boolean identified, long version, String json) {

    /** PostHog's, so that the same person has the same id in both. */
    private static final UUID NAMESPACE = UUID.fromString("932979b4-65c3-4424-8467-0b66ec27bc22");

    private static final int MAX_PROPERTIES = 128 * 1024;

    Person(UUID uuid, Instant createdAt, ObjectNode properties, boolean identified, long version) {
        this(uuid, createdAt, properties, identified, version, properties.toString());
    }

    static Person create(long teamId, String distinctId, Instant createdAt, boolean identified) {
        var none = JsonNodeFactory.instance.objectNode();
        return new Person(idOf(teamId, distinctId), createdAt, none, identified, 0);
    }

    /** The id of the person who is first seen under a distinct id: a UUID of version 5. */
    static UUID idOf(long teamId, String distinctId) {
        try {
            var sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .flip());
            var name = teamId + ":" + distinctId;
            var digest = ByteBuffer.wrap(sha1.digest(name.getBytes(UTF_8)));
            var high = (digest.getLong() & 0xffff_ffff_ffff_0fffL) | 0x5000;
            var low = (digest.getLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has SHA-1
        }
    }

    Person identify() {
        return identified ? this : new Person(uuid, createdAt, properties, true, version, json);
    }

    /** With other properties, unless they are more than one person may have. */
    Person with(ObjectNode changed) {
        if (changed.equals(properties)) {
            return this;
        }
        var text = changed.toString();
        return text.length() > MAX_PROPERTIES ? this : new Person(uuid, createdAt, changed, identified, version, text);
    }

    /** This person, who turns out to be the other one too: what both have stays as it is here. */
    Person absorb(Person other) {
        var both = other.properties.deepCopy();
        both.setAll(properties);
        var first = other.createdAt.isBefore(createdAt) ? other.createdAt : createdAt;
        return new Person(uuid, first, properties, true, Math.max(version, other.version), json).with(both);
    }

    Person nextVersion() {
        return new Person(uuid, createdAt, properties, identified, version + 1, json);
    }
}
