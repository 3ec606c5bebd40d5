package dev.hedgerow.web;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Moments as the API prints them: UTC with a Z, six decimals or none at all. */
class WireTime extends StdSerializer<Instant> {

    WireTime() {
        super(Instant.class);
    }

    /** Written digit by digit: with the JDK's formatter, every eighth cycle of answering a list went into its times. */
    static String of(Instant moment) {
        var time = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        var micros = time.get(ChronoField.MICRO_OF_SECOND);
        var text = new StringBuilder(27).append(time.toLocalDate()).append('T');
        append(text, time.getHour(), 10).append(':');
        append(text, time.getMinute(), 10).append(':');
        append(text, time.getSecond(), 10);
        if (micros != 0) {
            append(text.append('.'), micros, 100_000);
        }
        return text.append('Z').toString();
    }

    /** As many digits as {@code highest}, a power of ten, has. */
    private static StringBuilder append(StringBuilder text, int number, int highest) {
        for (int place = highest; place > 0; place /= 10) {
            text.append((char) ('0' + number / place % 10));
        }
        return text;
    }

    @Override
    public void serialize(Instant moment, JsonGenerator json, SerializationContext context) {
        json.writeString(of(moment));
    }
}
