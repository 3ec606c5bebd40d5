package dev.hedgerow.operations;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes runs of another day straight into the tables of the modules that run things. */
record Past(JdbcClient jdbc, long team) {

    UUID view(String name) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO saved_query (id, team_id, name, query, query_revision, query_changed_at, columns, origin, is_test,
                                                 is_materialized, created_at, updated_at)
                        VALUES (:id, :team, :name, '{}', :id, now(), '[]', 'data_warehouse', false, true, now(), now())
                        """).param("id", id).param("team", team).param("name", name).update();
        return id;
    }

    UUID viewRun(UUID view, String status, long rows, Instant at) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO data_modeling_job (id, team_id, saved_query_id, status, attempt, rows_materialized, error,
                                                       workflow_id, workflow_run_id, created_at, updated_at, last_run_at)
                        VALUES (:id, :team, :view, :status, nextval('data_modeling_attempt'), :rows,
                                CASE WHEN :status = 'Failed' THEN 'it broke' END, 'w', :id, :at, :at, :at)
                        """)
                .param("id", id)
                .param("team", team)
                .param("view", view)
                .param("status", status)
                .param("rows", rows)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }

    UUID source(String type, String status) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO external_data_source (id, team_id, source_type, status, name_space, created_via, access_method,
                                                          direct_query_enabled, auto_sync_new_schemas, revenue_analytics,
                                                          invoiceless_charges, created_at, updated_at)
                        VALUES (:id, :team, :type, :status, :id::text, 'api', 'WAREHOUSE', false, false, false, false,
                                '2026-01-01', '2026-01-01')
                        """)
                .param("id", id)
                .param("team", team)
                .param("type", type)
                .param("status", status)
                .update();
        return id;
    }

    UUID schema(UUID source, String name, boolean shouldSync, @Nullable String error, @Nullable Instant autoDisabled) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO external_data_schema (id, team_id, source_id, name, table_name, should_sync, auto_disabled_at,
                                                          status, latest_error, sync_type,
                                                          cdc_table_mode, source_columns, created_at, updated_at)
                        VALUES (:id, :team, :source, :name, :id::text, :should, :disabled,
                                CASE WHEN :error::text IS NULL THEN 'Completed' ELSE 'Failed' END, :error, 'full_refresh',
                                'consolidated', '[]', now(), now())
                        """)
                .param("id", id)
                .param("team", team)
                .param("source", source)
                .param("name", name)
                .param("should", shouldSync)
                .param("disabled", autoDisabled == null ? null : autoDisabled.atOffset(ZoneOffset.UTC))
                .param("error", error)
                .update();
        return id;
    }

    UUID syncRun(UUID source, UUID schema, String status, long rows, Instant at) {
        var id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO external_data_job (id, team_id, source_id, schema_id, status, sync_type, attempt, setbacks,
                                                       rows_synced, latest_error, created_at, finished_at)
                        VALUES (:id, :team, :source, :schema, :status, 'full_refresh', 1, 0, :rows,
                                CASE WHEN :status = 'Failed' THEN 'it broke' END, :at,
                                CASE WHEN :status <> 'Running' THEN :at + interval '1 second' END)
                        """)
                .param("id", id)
                .param("team", team)
                .param("source", source)
                .param("schema", schema)
                .param("status", status)
                .param("rows", rows)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }
}
