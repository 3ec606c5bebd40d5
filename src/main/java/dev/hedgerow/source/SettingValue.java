package dev.hedgerow.source;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How values of settings are meant. */
final class SettingValue {

    private SettingValue() {}

    static boolean isBlank(@Nullable JsonNode value) {
        return value == null
                || value.isNull()
                || (value.isString() && value.stringValue().isBlank());
    }

    /** The many words for yes that clients send. */
    static boolean isTrue(@Nullable JsonNode value) {
        return value != null
                && List.of("true", "1", "yes", "on").contains(value.asString("").toLowerCase(Locale.ROOT));
    }
}
