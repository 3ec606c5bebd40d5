-- Events that were accepted and are not in the warehouse yet.
CREATE TABLE capture_queue (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    team_id     bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    uuid        uuid NOT NULL,
    event       text NOT NULL,
    distinct_id text NOT NULL,
    occurred_at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    properties  text NOT NULL -- a JSON object; not jsonb, because it is only passed on
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000); -- every row is soon a dead one

CREATE INDEX capture_queue_order ON capture_queue (team_id, id);

-- Events that the warehouse would not take, kept with the reason.
CREATE TABLE capture_dead_letter (
    id           bigint PRIMARY KEY,
    team_id      bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    uuid         uuid NOT NULL,
    event        text NOT NULL,
    distinct_id  text NOT NULL,
    occurred_at  timestamptz NOT NULL,
    received_at  timestamptz NOT NULL,
    properties   text NOT NULL,
    reason       text NOT NULL,
    set_aside_at timestamptz NOT NULL
);

CREATE INDEX capture_dead_letter_team ON capture_dead_letter (team_id, id);

CREATE TABLE person (
    team_id       bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    uuid          uuid NOT NULL,
    created_at    timestamptz NOT NULL,
    properties    jsonb NOT NULL,
    is_identified boolean NOT NULL,
    version       bigint NOT NULL,
    PRIMARY KEY (team_id, uuid)
);

CREATE TABLE person_distinct_id (
    team_id     bigint NOT NULL,
    distinct_id text NOT NULL,
    person_uuid uuid NOT NULL,
    version     bigint NOT NULL,
    PRIMARY KEY (team_id, distinct_id),
    FOREIGN KEY (team_id, person_uuid) REFERENCES person ON DELETE CASCADE
);

CREATE INDEX person_distinct_id_person ON person_distinct_id (team_id, person_uuid);

-- "Group" as in company or workspace: what a person belongs to.
CREATE TABLE group_type (
    team_id     bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    name        text NOT NULL,
    group_index integer NOT NULL CHECK (group_index BETWEEN 0 AND 4),
    PRIMARY KEY (team_id, name),
    UNIQUE (team_id, group_index)
);

CREATE TABLE captured_group (
    team_id     bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    group_index integer NOT NULL,
    group_key   text NOT NULL,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    properties  jsonb NOT NULL,
    PRIMARY KEY (team_id, group_index, group_key)
);

-- Projects that were given the generated events, so that they are given them once.
CREATE TABLE demo_data (
    team_id      bigint PRIMARY KEY REFERENCES project ON DELETE CASCADE,
    generated_at timestamptz NOT NULL
);
