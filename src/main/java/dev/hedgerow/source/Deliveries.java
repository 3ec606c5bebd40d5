package dev.hedgerow.source;

import static java.util.stream.Collectors.toMap;

import dev.hedgerow.auth.Team;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How often imported tables get new rows. */
@Service
public class Deliveries {

    private final SchemaRepository schemas;

    Deliveries(SchemaRepository schemas) {
        this.schemas = schemas;
    }

    /** Those of the tables that a source fills, and how often; empty where somebody has to ask for it each time. */
    @Transactional(readOnly = true)
    public Map<String, Optional<Duration>> of(Team team, Collection<String> tables) {
        return tables.isEmpty()
                ? Map.of()
                : schemas.findByTeamIdAndTableNameInAndDeletedAtIsNull(team.id(), tables).stream()
                        .filter(schema -> !schema.isPushed())
                        .collect(toMap(SourceSchema::tableName, SourceSchema::interval));
    }
}
