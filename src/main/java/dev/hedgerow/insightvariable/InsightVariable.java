package dev.hedgerow.insightvariable;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.hedgerow.auth.Caller;
import dev.hedgerow.auth.Team;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A named value of a project's queries. Its code name is what queries say, so it never changes. */
@Entity
@Table(name = "insight_variable")
class InsightVariable {

    @Id
    private UUID id;

    private long teamId;
    private String name;
    private String codeName;

    @Enumerated(EnumType.STRING)
    private Type type;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable JsonNode defaultValue;

    @JdbcTypeCode(SqlTypes.JSON)
    @Column(name = "\"values\"")
    private @Nullable JsonNode values;

    private boolean isMulti;
    private @Nullable String valuesQuery;
    private @Nullable UUID valuesQueryConnectionId;
    private @Nullable Long createdBy;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected InsightVariable() {}

    InsightVariable(Team team, Caller creator, InsightVariableRequest request, Instant createdAt) {
        this.id = UUID.randomUUID();
        this.teamId = team.id();
        this.createdBy = creator.userId();
        this.createdAt = createdAt;
        this.codeName = codeNameOf(request.name());
        this.name = request.name();
        this.type = request.type();
        change(request);
    }

    /** Letters, digits and underscores of the name, in lower case, each space an underscore. */
    static String codeNameOf(String name) {
        var code = new StringBuilder();
        name.codePoints()
                .filter(point -> isAlphanumeric(point) || point == ' ' || point == '_')
                .map(point -> point == ' ' ? '_' : point)
                .forEach(code::appendCodePoint);
        return code.toString().toLowerCase(Locale.ROOT);
    }

    /** Of any alphabet, and numbers that are no digits count too, such as {@code ²} and {@code Ⅷ}. */
    private static boolean isAlphanumeric(int point) {
        return Character.isLetterOrDigit(point)
                || Character.getType(point) == Character.LETTER_NUMBER
                || Character.getType(point) == Character.OTHER_NUMBER;
    }

    void change(InsightVariableRequest request) {
        var isList = request.type() == Type.LIST;
        this.name = request.name();
        this.type = request.type();
        this.isMulti = isList && Boolean.TRUE.equals(request.isMulti());
        this.valuesQuery = isList ? textOrNull(request.valuesQuery()) : null;
        this.valuesQueryConnectionId = valuesQuery == null ? null : request.valuesQueryConnectionId();
        this.defaultValue =
                isList ? ListOptions.acceptedDefault(request.defaultValue(), isMulti) : request.defaultValue();
        // Values a PATCH does not name are left alone, even those that would be refused today.
        this.values = isList && (request.values() == null || !Objects.equals(request.values(), values))
                ? ListOptions.accepted(request.values())
                : request.values();
    }

    /** A blank query is none: the options are those that are listed. */
    private static @Nullable String textOrNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    UUID id() {
        return id;
    }

    long teamId() {
        return teamId;
    }

    String name() {
        return name;
    }

    String codeName() {
        return codeName;
    }

    Type type() {
        return type;
    }

    @Nullable
    JsonNode defaultValue() {
        return defaultValue;
    }

    @Nullable
    JsonNode values() {
        return values;
    }

    boolean isMulti() {
        return isMulti;
    }

    @Nullable
    String valuesQuery() {
        return valuesQuery;
    }

    @Nullable
    UUID valuesQueryConnectionId() {
        return valuesQueryConnectionId;
    }

    @Nullable
    Long createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    enum Type {
        STRING("String"),
        NUMBER("Number"),
        BOOLEAN("Boolean"),
        LIST("List"),
        DATE("Date");

        @JsonValue
        final String wire;

        Type(String wire) {
            this.wire = wire;
        }
    }
}
