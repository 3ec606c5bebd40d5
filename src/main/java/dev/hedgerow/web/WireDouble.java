package dev.hedgerow.web;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Numbers JSON has no word for, NaN and the infinities, travel as null. */
class WireDouble extends StdSerializer<Double> {

    WireDouble() {
        super(Double.class);
    }

    @Override
    public void serialize(Double number, JsonGenerator json, SerializationContext context) {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeNull();
        }
    }
}
