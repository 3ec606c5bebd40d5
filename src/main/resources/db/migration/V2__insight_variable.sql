CREATE TABLE insight_variable (
    id                         uuid PRIMARY KEY,
    team_id                    bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    name                       text NOT NULL,
    code_name                  text NOT NULL,
    type                       text NOT NULL,
    default_value              jsonb,
    "values"                   jsonb,
    is_multi                   boolean NOT NULL,
    values_query               text,
    values_query_connection_id uuid,
    created_by                 bigint REFERENCES app_user ON DELETE SET NULL,
    created_at                 timestamptz NOT NULL,
    CONSTRAINT insight_variable_code_name UNIQUE (team_id, code_name)
);

CREATE INDEX insight_variable_page ON insight_variable (team_id, created_at, id);
