-- Runs of syncs. Workers take turns by db-scheduler's lease; whoever raised the attempt last is the one that counts.
CREATE TABLE external_data_job (
    id           uuid PRIMARY KEY,
    team_id      bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    source_id    uuid NOT NULL REFERENCES external_data_source ON DELETE CASCADE,
    schema_id    uuid NOT NULL REFERENCES external_data_schema ON DELETE CASCADE,
    status       text NOT NULL CHECK (status IN ('Running', 'Completed', 'Failed')),
    sync_type    text NOT NULL,
    attempt      integer NOT NULL,
    setbacks     integer NOT NULL, -- times in a row that it was begun and got no further
    rows_synced  bigint NOT NULL,
    latest_error text,
    created_by   bigint REFERENCES app_user ON DELETE SET NULL, -- null where the schedule asked
    created_at   timestamptz NOT NULL,
    finished_at  timestamptz,
    CHECK ((status = 'Running') = (finished_at IS NULL)),
    CHECK (status <> 'Failed' OR coalesce(latest_error, '') <> '')
);

CREATE UNIQUE INDEX external_data_job_running ON external_data_job (schema_id) WHERE status = 'Running';
CREATE INDEX external_data_job_schema ON external_data_job (schema_id, created_at DESC);
CREATE INDEX external_data_job_source ON external_data_job (source_id, created_at DESC);
CREATE INDEX external_data_job_team ON external_data_job (team_id, created_at DESC);

-- What is asked of a schema and how far its data is. Its row is the lock under which anything about its runs changes.
CREATE TABLE external_data_progress (
    schema_id    uuid PRIMARY KEY, -- outlives the schema until the engine has let go of its data
    team_id      bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    wanted_at    timestamptz, -- a run was asked for and has not begun
    wanted_by    bigint,
    reset        boolean NOT NULL DEFAULT false, -- the next run starts from nothing
    last_version bigint NOT NULL DEFAULT 0, -- numbers are never used twice
    state        jsonb NOT NULL DEFAULT '{}'
);

CREATE TABLE external_data_log (
    number    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    job_id    uuid NOT NULL REFERENCES external_data_job ON DELETE CASCADE,
    schema_id uuid NOT NULL,
    level     text NOT NULL,
    message   text NOT NULL,
    logged_at timestamptz NOT NULL
);

CREATE INDEX external_data_log_schema ON external_data_log (schema_id, logged_at DESC, number DESC);
CREATE INDEX external_data_log_job ON external_data_log (job_id);
