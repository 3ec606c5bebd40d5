package dev.hedgerow.source;

import dev.hedgerow.connector.ChangeCapture;
import dev.hedgerow.syncjob.Capture.Limits;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the changes of a source are captured, as its settings have it.
 *
 * @param managed whether the publication is ours; otherwise somebody keeps it at the source
 * @param dropsSlot whether the slot is given up when the source has to keep more than the critical limit
 * @param warning in megabytes, like the critical limit
 */
record CdcSettings(boolean managed, String slot, String publication, boolean dropsSlot, int warning, int critical) {

    static final String ENABLED = "cdc_enabled";
    private static final String MODE = "cdc_management_mode";
    private static final String SLOT = "cdc_slot_name";
    private static final String PUBLICATION = "cdc_publication_name";
    private static final String DROPS_SLOT = "cdc_auto_drop_slot";
    private static final String WARNING = "cdc_lag_warning_threshold_mb";
    private static final String CRITICAL = "cdc_lag_critical_threshold_mb";

    private static final Pattern SLOT_NAME = Pattern.compile("[a-z0-9_]{1,63}");

    static boolean isEnabled(ObjectNode settings) {
        return SettingValue.isTrue(settings.get(ENABLED));
    }

    /** What somebody asks for, and for the rest what suits the source. */
    static CdcSettings of(UUID source, ObjectNode asked) {
        var mode = text(asked, MODE, "posthog");
        if (!mode.equals("posthog") && !mode.equals("self_managed")) {
            throw new Refusal("cdc_management_mode must be 'posthog' or 'self_managed'.");
        }
        var managed = mode.equals("posthog");
        var settings = new CdcSettings(
                managed,
                text(asked, SLOT, slotOf(source)),
                text(asked, PUBLICATION, managed ? publicationOf(source) : "posthog_pub"),
                !text(asked, DROPS_SLOT, "True").equalsIgnoreCase("false"),
                megabytes(asked, WARNING, 1024),
                megabytes(asked, CRITICAL, 10_240));
        if (!SLOT_NAME.matcher(settings.slot).matches()) {
            throw new Refusal("cdc_slot_name may have up to 63 lower-case letters, digits and underscores.");
        }
        return settings.checked();
    }

    /** Whether what has these names at the source was made for this source, whenever that was. */
    boolean isNamedAfter(UUID source) {
        return slot.equals(slotOf(source)) && (!managed || publication.equals(publicationOf(source)));
    }

    private static String slotOf(UUID source) {
        return "posthog_" + unique(source);
    }

    private static String publicationOf(UUID source) {
        return "posthog_pub_" + unique(source);
    }

    private static String unique(UUID source) {
        return source.toString().replace("-", "").substring(0, 12);
    }

    /** The same with other limits; what is not asked for stays. */
    CdcSettings with(ObjectNode asked) {
        return new CdcSettings(
                        managed,
                        slot,
                        publication,
                        !text(asked, DROPS_SLOT, dropsSlot ? "True" : "False").equalsIgnoreCase("false"),
                        megabytes(asked, WARNING, warning),
                        megabytes(asked, CRITICAL, critical))
                .checked();
    }

    private CdcSettings checked() {
        if (warning >= critical) {
            throw new Refusal("%s must be less than %s.".formatted(WARNING, CRITICAL));
        }
        return this;
    }

    Settings into(Settings settings) {
        var values = without(settings).values();
        values.put(ENABLED, "True");
        values.put(MODE, mode());
        values.put(SLOT, slot);
        values.put(PUBLICATION, publication);
        values.put(DROPS_SLOT, dropsSlot ? "True" : "False");
        values.put(WARNING, String.valueOf(warning));
        values.put(CRITICAL, String.valueOf(critical));
        return new Settings(values);
    }

    static Settings without(Settings settings) {
        var values = settings.values().deepCopy();
        values.propertyNames().stream()
                .filter(name -> name.startsWith("cdc_"))
                .toList()
                .forEach(values::remove);
        return new Settings(values);
    }

    String mode() {
        return managed ? "posthog" : "self_managed";
    }

    ChangeCapture.Settings names() {
        return new ChangeCapture.Settings(slot, publication, managed);
    }

    Limits limits() {
        return new Limits((long) warning << 20, (long) critical << 20, dropsSlot);
    }

    private static String text(ObjectNode asked, String name, String otherwise) {
        var value = asked.get(name);
        return SettingValue.isBlank(value) || value == null
                ? otherwise
                : value.asString().strip();
    }

    private static int megabytes(ObjectNode asked, String name, int otherwise) {
        var value = asked.get(name);
        var number = value == null || value.isNull() ? Integer.valueOf(otherwise) : wholeNumber(value);
        if (number == null || number < 1) {
            throw new Refusal(name + " must be a whole number of at least 1.");
        }
        return number;
    }

    private static @Nullable Integer wholeNumber(JsonNode value) {
        try {
            return value.isIntegralNumber() || value.isString() ? Integer.valueOf(value.asString()) : null;
        } catch (NumberFormatException _) {
            return null;
        }
    }
}
