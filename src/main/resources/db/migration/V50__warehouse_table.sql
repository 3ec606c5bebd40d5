CREATE TABLE warehouse_table (
    id              uuid PRIMARY KEY,
    team_id         bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    name            text NOT NULL, -- what HogQL calls it, dots included
    physical_name   text NOT NULL, -- with the version, what the engine calls it
    current_version bigint NOT NULL,
    row_count       bigint NOT NULL,
    columns         jsonb NOT NULL,
    sourced         boolean NOT NULL,
    created_by      bigint REFERENCES app_user ON DELETE SET NULL,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    UNIQUE (team_id, name)
);
