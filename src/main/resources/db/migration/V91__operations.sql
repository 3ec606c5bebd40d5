-- What the feeds and statistics read, newest first.
CREATE INDEX data_modeling_job_feed ON data_modeling_job (team_id, status, created_at DESC, id DESC);
CREATE INDEX external_data_job_feed ON external_data_job (team_id, status, created_at DESC, id DESC);
CREATE INDEX external_data_job_finished ON external_data_job (team_id, finished_at) INCLUDE (status, created_at);

-- The dashboards we keep: one a project so far, of how its warehouse does.
CREATE TABLE dashboard (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    team_id       bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    name          text NOT NULL,
    creation_mode text NOT NULL,
    created_by    bigint REFERENCES app_user ON DELETE SET NULL,
    created_at    timestamptz NOT NULL
);

CREATE TABLE data_ops_dashboard (
    team_id      bigint PRIMARY KEY REFERENCES project ON DELETE CASCADE,
    dashboard_id bigint NOT NULL REFERENCES dashboard ON DELETE CASCADE
);
