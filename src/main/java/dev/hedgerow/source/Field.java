package dev.hedgerow.source;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing a source type asks for, in the words in which it is shown. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "type",
        visible = true)
@JsonSubTypes({
    @JsonSubTypes.Type(
            value = Field.Input.class,
            names = {"text", "email", "search", "url", "password", "time", "number", "textarea"}),
    @JsonSubTypes.Type(value = Field.Select.class, name = "select"),
    @JsonSubTypes.Type(value = Field.SwitchGroup.class, name = "switch-group"),
    @JsonSubTypes.Type(value = Field.Oauth.class, name = "oauth"),
    @JsonSubTypes.Type(value = Field.OauthAccountSelect.class, name = "oauth-account-select"),
    @JsonSubTypes.Type(value = Field.FileUpload.class, name = "file-upload"),
    @JsonSubTypes.Type(value = Field.SshTunnel.class, name = "ssh-tunnel")
})
sealed interface Field {

    String type();

    String name();

    String label();

    /** One line or more of text; what is typed into a password is secret. */
    record Input(
            String type,
            String name,
            String label,
            @Nullable String placeholder,
            boolean required,
            boolean secret,
            @Nullable String caption)
            implements Field {

        public Input {
            placeholder = placeholder == null ? "" : placeholder;
            secret |= type.equals("password");
        }

        boolean isNumber() {
            return type.equals("number");
        }
    }

    /** One of several values, or, where options ask for more, an object with the value as {@code selection}. */
    record Select(
            String type,
            String name,
            String label,
            boolean required,
            String defaultValue,
            List<Option> options,
            @Nullable String converter,
            @Nullable Boolean multiple,
            @Nullable String caption)
            implements Field {

        boolean offers(String value) {
            return options.stream().anyMatch(option -> option.value().equalsIgnoreCase(value));
        }
    }

    record Option(String label, String value, @Nullable List<Field> fields) {

        List<Field> asks() {
            return fields == null ? List.of() : fields;
        }
    }

    /** Fields that count only while the group is {@code enabled}. */
    record SwitchGroup(
            String type,
            String name,
            String label,
            @JsonProperty("default") boolean initially,
            @Nullable String caption,
            List<Field> fields)
            implements Field {}

    record Oauth(
            String type,
            String name,
            String label,
            String kind,
            boolean required,
            @Nullable String requiredScopes) implements Field {}

    record OauthAccountSelect(
            String type,
            String name,
            String label,
            String integrationField,
            String integrationKind,
            @Nullable Boolean multiple,
            @Nullable String placeholder,
            @Nullable Boolean required,
            @Nullable Boolean hidden,
            @Nullable String caption)
            implements Field {}

    record FileUpload(String type, String name, String label, boolean required, FileFormat fileFormat)
            implements Field {}

    /** A JSON file and the keys it must have. */
    record FileFormat(String format, List<String> keys) {}

    record SshTunnel(String type, String name, String label, boolean supportsRequireTls) implements Field {}
}
