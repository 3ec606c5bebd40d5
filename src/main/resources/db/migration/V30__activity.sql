CREATE TABLE activity_log (
    id         uuid PRIMARY KEY,
    number     bigint GENERATED ALWAYS AS IDENTITY, -- tells apart what happened in the same microsecond
    team_id    bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    user_id    bigint REFERENCES app_user ON DELETE SET NULL,
    is_system  boolean NOT NULL, -- set where no user acted, as opposed to a user who is gone
    activity   text NOT NULL,
    scope      text NOT NULL,
    item_id    text NOT NULL,
    detail     json NOT NULL, -- not jsonb, which would reorder the keys of what clients sent
    created_at timestamptz NOT NULL
);

CREATE INDEX activity_log_item ON activity_log (team_id, scope, item_id, created_at DESC, number DESC);
CREATE INDEX activity_log_project ON activity_log (team_id, created_at DESC, number DESC);
