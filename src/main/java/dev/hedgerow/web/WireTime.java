package dev.hedgerow.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Moments as the API prints them: UTC with a Z, six decimals or none at all. */
class WireTime extends StdSerializer<Instant> {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    WireTime() {
        super(Instant.class);
    }

    static String of(Instant moment) {
        return (moment.get(ChronoField.MICRO_OF_SECOND) == 0 ? SECONDS : MICROS).format(moment);
    }

    @Override
    public void serialize(Instant moment, JsonGenerator json, SerializationContext context) {
        json.writeString(of(moment));
    }
}
