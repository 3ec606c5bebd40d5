-- A round of changes goes on growing after it has been counted among the runs that have ended.
CREATE FUNCTION count_more_imported() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO ended_runs AS known (team_id, kind, counted_at, began_at, status, source_id, runs, moved_rows)
    SELECT id, 'import', quarter_of(NEW.finished_at), quarter_of(NEW.created_at), NEW.status, NEW.source_id,
           0, NEW.rows_synced - OLD.rows_synced
      FROM project
     WHERE id = NEW.team_id
        ON CONFLICT ON CONSTRAINT ended_runs_key
        DO UPDATE SET moved_rows = known.moved_rows + excluded.moved_rows;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER count_more_imported AFTER UPDATE ON external_data_job DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (OLD.status <> 'Running' AND NEW.rows_synced > OLD.rows_synced) EXECUTE FUNCTION count_more_imported();
