package dev.hedgerow.source;

import dev.hedgerow.syncjob.Sync;
import dev.hedgerow.web.InvalidInput;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the names apart that schemas' tables have and that the tables of their changes have. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class HistoryNames {

    private final SchemaRepository schemas;

    HistoryNames(SchemaRepository schemas) {
        this.schemas = schemas;
    }

    /** @throws InvalidInput for the field that asks for it, when the schema, which is saved, cannot have its tables */
    void require(SourceSchema schema, String field) {
        conflict(schema).ifPresent(conflict -> {
            throw new InvalidInput(field, conflict);
        });
    }

    /** Why the schema, which is saved already, cannot have the tables it would have. */
    Optional<String> conflict(SourceSchema schema) {
        if (schema.keepsHistory() && isTable(schema.teamId(), Sync.historyTable(schema.tableName()))) {
            return Optional.of("The table %s that the changes of '%s' would fill exists already."
                    .formatted(Sync.historyTable(schema.tableName()), schema.name()));
        }
        return isHistory(schema.teamId(), schema.tableName())
                ? Optional.of("The table %s that '%s' would fill has the changes of another table."
                        .formatted(schema.tableName(), schema.name()))
                : Optional.empty();
    }

    /** What was merely found gets a number where a history has its name. */
    void giveWay(SourceSchema found) {
        var wanted = found.tableName();
        if (!isHistory(found.teamId(), wanted)) {
            return;
        }
        int number = 2;
        while (isTable(found.teamId(), wanted + "_" + number)) {
            number++;
        }
        found.callTable(wanted + "_" + number);
    }

    private boolean isTable(long team, String name) {
        return schemas.existsByTeamIdAndTableNameAndDeletedAtIsNull(team, name);
    }

    private boolean isHistory(long team, String name) {
        var ending = Sync.historyTable("");
        return name.endsWith(ending)
                && schemas
                        .findByTeamIdAndTableNameInAndDeletedAtIsNull(
                                team, List.of(name.substring(0, name.length() - ending.length())))
                        .stream()
                        .anyMatch(SourceSchema::keepsHistory);
    }
}
