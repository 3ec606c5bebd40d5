package dev.hedgerow.web;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;

/**
 * Where a row stands in a list ordered by time. The id tells rows of one moment apart, so that a walk neither repeats
 * nor loses a row, whatever is added or deleted meanwhile.
 */
public record Position(Instant time, UUID id) implements Comparable<Position> {

    static Position parse(String text) {
        try {
            var comma = text.indexOf(',');
            var time = OffsetDateTime.parse(text.substring(0, Math.max(0, comma)));
            if (time.getYear() < 0 || time.getYear() > 9999) {
                throw new IllegalArgumentException("no row is of that time: " + text);
            }
            return new Position(time.toInstant(), UUID.fromString(text.substring(comma + 1)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    @Override
    public int compareTo(Position other) {
        // As PostgreSQL compares uuids; Java takes their halves for signed numbers.
        var byTime = time.compareTo(other.time);
        return byTime == 0 ? id.toString().compareTo(other.id.toString()) : byTime;
    }

    @Override
    public String toString() {
        return time + "," + id;
    }
}
