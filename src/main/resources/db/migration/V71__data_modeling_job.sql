-- Where each view stands that runs, ran or is to run: what is asked of it, and what came of it. Its row is the lock under
-- which anything about its runs changes.
CREATE TABLE materialization (
    view_id          uuid PRIMARY KEY, -- no foreign key: runs outlive the view
    team_id          bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    every_seconds    bigint CHECK (every_seconds > 0),
    due_at           timestamptz,
    wanted_at        timestamptz, -- a run was asked for and has not begun
    retry_at         timestamptz,
    failures         integer NOT NULL DEFAULT 0 CHECK (failures >= 0), -- in a row
    suspended_at     timestamptz,
    suspended_reason text,
    suspended_job    uuid,
    made_at          timestamptz, -- when the run began whose rows are the view's table
    jobs             bigint NOT NULL DEFAULT 0,
    last_attempt     bigint, -- of the last run that ended
    CHECK ((every_seconds IS NULL) = (due_at IS NULL)),
    CHECK ((suspended_at IS NULL) = (suspended_reason IS NULL))
);

CREATE INDEX materialization_team ON materialization (team_id);
CREATE INDEX materialization_next ON materialization (least(wanted_at, retry_at, due_at));

-- Views whose run waits for that of another one.
CREATE TABLE materialization_wait (
    view_id     uuid NOT NULL REFERENCES materialization ON DELETE CASCADE,
    upstream_id uuid NOT NULL,
    PRIMARY KEY (view_id, upstream_id)
);

CREATE INDEX materialization_wait_upstream ON materialization_wait (upstream_id);

-- Numbers attempts at running a view, and with them the versions of the tables they write.
CREATE SEQUENCE data_modeling_attempt;

CREATE TABLE data_modeling_job (
    id                uuid PRIMARY KEY,
    team_id           bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    saved_query_id    uuid NOT NULL,
    status            text NOT NULL CHECK (status IN ('Running', 'Completed', 'Failed', 'Cancelled', 'Skipped')),
    run_mode          text CHECK (run_mode IN ('full_refresh', 'incremental')),
    attempt           bigint NOT NULL UNIQUE, -- only who holds it may close the run
    tries             integer NOT NULL DEFAULT 1, -- how often it was begun
    rows_materialized bigint NOT NULL DEFAULT 0 CHECK (rows_materialized >= 0),
    rows_expected     bigint CHECK (rows_expected >= 0),
    error             text,
    workflow_id       text NOT NULL,
    workflow_run_id   uuid NOT NULL,
    created_by        bigint REFERENCES app_user ON DELETE SET NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    last_run_at       timestamptz NOT NULL,
    CHECK (CASE WHEN status IN ('Failed', 'Skipped') THEN coalesce(error, '') <> '' ELSE error IS NULL END),
    CHECK (status IN ('Running', 'Completed') OR rows_materialized = 0)
);

CREATE UNIQUE INDEX data_modeling_job_live ON data_modeling_job (team_id, saved_query_id) WHERE status = 'Running';
CREATE INDEX data_modeling_job_list ON data_modeling_job (team_id, created_at DESC, id DESC);
CREATE INDEX data_modeling_job_view ON data_modeling_job (team_id, saved_query_id, created_at DESC, id DESC);
CREATE INDEX data_modeling_job_newest ON data_modeling_job (team_id, saved_query_id, last_run_at DESC, created_at DESC);

-- The first outcome is the outcome.
CREATE FUNCTION data_modeling_job_is_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'job % is % and stays so', OLD.id, OLD.status USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER data_modeling_job_first_outcome
    BEFORE UPDATE OF status, rows_materialized, error, attempt, last_run_at ON data_modeling_job
    FOR EACH ROW WHEN (OLD.status <> 'Running') EXECUTE FUNCTION data_modeling_job_is_over();
