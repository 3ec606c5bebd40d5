CREATE TABLE data_modeling_dag (
    id         uuid PRIMARY KEY,
    team_id    bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    name       text NOT NULL,
    is_default boolean NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT data_modeling_dag_name UNIQUE (team_id, name)
);

CREATE UNIQUE INDEX data_modeling_dag_default ON data_modeling_dag (team_id) WHERE is_default;

CREATE TABLE data_modeling_node (
    id         uuid PRIMARY KEY,
    team_id    bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    dag_id     uuid NOT NULL REFERENCES data_modeling_dag ON DELETE CASCADE,
    kind       text NOT NULL CHECK (kind IN ('table', 'view', 'matview', 'endpoint')),
    reference  text NOT NULL, -- the id of a view or of an imported table, or the name of a built-in table
    name       text NOT NULL,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT data_modeling_node_reference UNIQUE (team_id, reference, dag_id)
);

-- What is not a table stands in one DAG only.
CREATE UNIQUE INDEX data_modeling_node_once ON data_modeling_node (team_id, reference) WHERE kind <> 'table';
CREATE INDEX data_modeling_node_page ON data_modeling_node (team_id, created_at, id);

CREATE TABLE data_modeling_edge (
    id         uuid NOT NULL DEFAULT gen_random_uuid(),
    source_id  uuid NOT NULL REFERENCES data_modeling_node ON DELETE CASCADE,
    target_id  uuid NOT NULL REFERENCES data_modeling_node ON DELETE CASCADE,
    team_id    bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (target_id, source_id),
    CHECK (source_id <> target_id)
);

CREATE INDEX data_modeling_edge_source ON data_modeling_edge (source_id, target_id);
CREATE INDEX data_modeling_edge_page ON data_modeling_edge (team_id, created_at, target_id, source_id);
