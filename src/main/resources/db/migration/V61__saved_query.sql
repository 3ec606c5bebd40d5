CREATE TABLE saved_query (
    id              uuid PRIMARY KEY,
    team_id         bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    name            text NOT NULL,
    query           text NOT NULL, -- text, because jsonb would order the keys anew
    query_revision  uuid NOT NULL,
    query_changed_at timestamptz NOT NULL,
    columns         jsonb NOT NULL,
    description     text,
    folder_id       uuid REFERENCES saved_query_folder,
    origin          text NOT NULL,
    is_test         boolean NOT NULL,
    expires_at      timestamptz,
    is_materialized boolean NOT NULL,
    sync_seconds    bigint CHECK (sync_seconds > 0),
    status          text CHECK (status IN ('Cancelled', 'Modified', 'Completed', 'Failed', 'Running', 'Skipped')),
    last_run_at     timestamptz,
    latest_error    text,
    created_by      bigint REFERENCES app_user ON DELETE SET NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    deleted_at      timestamptz,
    deleted_name    text,
    CONSTRAINT saved_query_name UNIQUE (team_id, name),
    CHECK ((deleted_at IS NULL) = (deleted_name IS NULL)),
    CHECK (is_test OR expires_at IS NULL)
);

CREATE INDEX saved_query_page ON saved_query (team_id, created_at DESC, id) WHERE deleted_at IS NULL;
CREATE INDEX saved_query_folder_contents ON saved_query (folder_id) WHERE deleted_at IS NULL;
CREATE INDEX saved_query_expiry ON saved_query (expires_at) WHERE deleted_at IS NULL AND expires_at IS NOT NULL;
