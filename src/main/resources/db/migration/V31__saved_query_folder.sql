CREATE TABLE saved_query_folder (
    id         uuid PRIMARY KEY,
    team_id    bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    name       text NOT NULL,
    created_by bigint REFERENCES app_user ON DELETE SET NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT saved_query_folder_name UNIQUE (team_id, name)
);
