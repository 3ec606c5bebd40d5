CREATE TABLE external_data_source (
    id                        uuid PRIMARY KEY,
    team_id                   bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    source_type               text NOT NULL,
    status                    text NOT NULL, -- shown only while no schema has a say
    job_inputs                jsonb, -- every value of it is encrypted
    account_id                text,
    prefix                    text,
    name_space                text NOT NULL, -- what the names of its tables begin with, such as postgres.shop
    description               text,
    created_via               text NOT NULL,
    access_method             text NOT NULL CHECK (access_method IN ('WAREHOUSE', 'DIRECT')),
    direct_query_enabled      boolean NOT NULL,
    auto_sync_new_schemas     boolean NOT NULL,
    auto_sync_schema_patterns jsonb,
    revenue_analytics         boolean NOT NULL,
    invoiceless_charges       boolean NOT NULL,
    created_by                bigint REFERENCES app_user ON DELETE SET NULL,
    created_at                timestamptz NOT NULL,
    updated_at                timestamptz NOT NULL,
    deleted_at                timestamptz
);

CREATE INDEX external_data_source_page ON external_data_source (team_id, created_at DESC) WHERE deleted_at IS NULL;

CREATE UNIQUE INDEX external_data_source_name_space ON external_data_source (team_id, name_space)
    WHERE deleted_at IS NULL AND access_method = 'WAREHOUSE';

CREATE TABLE external_data_schema (
    id                         uuid PRIMARY KEY,
    team_id                    bigint NOT NULL REFERENCES project ON DELETE CASCADE,
    source_id                  uuid NOT NULL REFERENCES external_data_source ON DELETE CASCADE,
    name                       text NOT NULL, -- what the source calls it
    label                      text,
    table_name                 text NOT NULL, -- what HogQL calls it
    should_sync                boolean NOT NULL,
    auto_disabled_at           timestamptz,
    status                     text,
    latest_error               text,
    last_synced_at             timestamptz,
    sync_type                  text,
    incremental_field          text,
    incremental_field_type     text,
    lookback_seconds           integer CHECK (lookback_seconds BETWEEN 0 AND 5184000),
    primary_key_columns        jsonb,
    cdc_table_mode             text NOT NULL,
    sync_frequency             text,
    sync_time_of_day           time,
    enabled_columns            jsonb,
    row_filters                jsonb,
    source_columns             jsonb NOT NULL,
    detected_primary_keys      jsonb,
    description                text,
    created_by                 bigint REFERENCES app_user ON DELETE SET NULL,
    created_at                 timestamptz NOT NULL,
    updated_at                 timestamptz NOT NULL,
    deleted_at                 timestamptz,
    UNIQUE (source_id, name), -- a table that comes back is the row it was
    CHECK (status <> 'Failed' OR latest_error IS NOT NULL)
);

CREATE INDEX external_data_schema_page ON external_data_schema (team_id, created_at DESC) WHERE deleted_at IS NULL;

-- So that no source can fill another one's table.
CREATE UNIQUE INDEX external_data_schema_table ON external_data_schema (team_id, table_name) WHERE deleted_at IS NULL;
