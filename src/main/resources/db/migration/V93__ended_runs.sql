-- Runs that have ended, counted by quarters of an hour, so that statistics of a month do not read a million rows. The quarters fit
-- every time zone's hours. What is counted stays counted when old runs are pruned.
CREATE TABLE ended_runs (
    team_id    bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    kind       text NOT NULL CHECK (kind IN ('import', 'model')),
    counted_at timestamptz NOT NULL, -- imports by their end, models by their beginning
    began_at   timestamptz NOT NULL,
    status     text NOT NULL,
    source_id  uuid, -- of imports; no foreign key: rows that have moved stay moved
    runs       bigint NOT NULL,
    moved_rows bigint NOT NULL,
    CONSTRAINT ended_runs_key UNIQUE NULLS NOT DISTINCT (team_id, kind, counted_at, began_at, status, source_id)
);

CREATE INDEX ended_runs_rows ON ended_runs (team_id, began_at) INCLUDE (source_id, moved_rows);

CREATE FUNCTION quarter_of(moment timestamptz) RETURNS timestamptz LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN date_bin('15 minutes', moment, timestamptz '2000-01-01 00:00:00+00');

CREATE FUNCTION count_ended_run(team bigint, kind text, counted timestamptz, began timestamptz, status text, source uuid, moved bigint)
    RETURNS void LANGUAGE sql
BEGIN ATOMIC
    INSERT INTO ended_runs AS known (team_id, kind, counted_at, began_at, status, source_id, runs, moved_rows)
    SELECT id, kind, quarter_of(counted), quarter_of(began), status, source, 1, moved FROM project WHERE id = team
        ON CONFLICT ON CONSTRAINT ended_runs_key
        DO UPDATE SET runs = known.runs + 1, moved_rows = known.moved_rows + excluded.moved_rows;
END;

CREATE FUNCTION count_ended_model() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_ended_run(NEW.team_id, 'model', NEW.created_at, NEW.created_at, NEW.status, NULL, NEW.rows_materialized);
    RETURN NULL;
END $$;

CREATE FUNCTION count_ended_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM count_ended_run(NEW.team_id, 'import', NEW.finished_at, NEW.created_at, NEW.status, NEW.source_id, NEW.rows_synced);
    RETURN NULL;
END $$;

-- Deferred to the commit: the counter's row is then the last lock that is taken, and nobody waits for more than a commit.
CREATE CONSTRAINT TRIGGER count_ended_model_at_once AFTER INSERT ON data_modeling_job DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status <> 'Running') EXECUTE FUNCTION count_ended_model();
CREATE CONSTRAINT TRIGGER count_ended_model AFTER UPDATE ON data_modeling_job DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.status = 'Running' AND NEW.status <> 'Running') EXECUTE FUNCTION count_ended_model();
CREATE CONSTRAINT TRIGGER count_ended_import_at_once AFTER INSERT ON external_data_job DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.status <> 'Running') EXECUTE FUNCTION count_ended_import();
CREATE CONSTRAINT TRIGGER count_ended_import AFTER UPDATE ON external_data_job DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.status = 'Running' AND NEW.status <> 'Running') EXECUTE FUNCTION count_ended_import();

INSERT INTO ended_runs (team_id, kind, counted_at, began_at, status, source_id, runs, moved_rows)
SELECT team_id, 'model', quarter_of(created_at), quarter_of(created_at), status, NULL, count(*), sum(rows_materialized)
  FROM data_modeling_job
 WHERE status <> 'Running'
 GROUP BY 1, 2, 3, 4, 5
 UNION ALL
SELECT team_id, 'import', quarter_of(finished_at), quarter_of(created_at), status, source_id, count(*), sum(rows_synced)
  FROM external_data_job
 WHERE status <> 'Running'
 GROUP BY 1, 2, 3, 4, 5, 6;
