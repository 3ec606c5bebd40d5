package dev.hedgerow.catalog;

import dev.hedgerow.auth.Team;
import dev.hedgerow.engine.TableVersion;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A table the engine holds for a project: a name, and a pointer to the version that is current. */
@Entity
@Table(name = "warehouse_table")
class WarehouseTable {

    @Id
    private UUID id;

    private long teamId;
    private String name;
    private String physicalName;
    private long currentVersion;
    private long rowCount;

    @JdbcTypeCode(SqlTypes.JSON)
    private List<TableColumn> columns;

    private boolean sourced;
    private @Nullable Long createdBy;
    private Instant createdAt;
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init")
    protected WarehouseTable() {}

    WarehouseTable(
            Team team, String name, TableContents contents, boolean sourced, @Nullable Long creator, Instant now) {
        this.id = UUID.randomUUID();
        this.teamId = team.id();
        this.name = name;
        this.sourced = sourced;
        this.createdBy = creator;
        this.createdAt = now;
        this.physicalName = contents.version().table();
        this.currentVersion = contents.version().number();
        this.columns = contents.columns();
        this.rowCount = contents.rows();
        this.updatedAt = now;
    }

    /** From here on readers see the new version. */
    void point(TableContents contents, Instant now) {
        this.physicalName = contents.version().table();
        this.currentVersion = contents.version().number();
        this.columns = contents.columns();
        this.rowCount = contents.rows();
        this.updatedAt = now;
    }

    void rename(String name, Instant now) {
        this.name = name;
        this.updatedAt = now;
    }

    TableVersion version() {
        return new TableVersion(physicalName, currentVersion);
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

    List<TableColumn> columns() {
        return columns;
    }

    long rowCount() {
        return rowCount;
    }

    /** Whether a source fills it; such a table goes with its source and not by itself. */
    boolean isSourced() {
        return sourced;
    }

    @Nullable
    Long createdBy() {
        return createdBy;
    }

    Instant createdAt() {
        return createdAt;
    }

    Instant updatedAt() {
        return updatedAt;
    }
}
