-- The database of an organization and how far it has come. The row outlives the database: its name stays held.
CREATE TABLE managed_warehouse (
    organization_id      uuid PRIMARY KEY REFERENCES organization,
    request_id           uuid NOT NULL UNIQUE, -- of the last request that was accepted; work for an earlier one stops
    database_name        text NOT NULL CONSTRAINT managed_warehouse_database_name UNIQUE,
    password_verifier    text NOT NULL, -- what PostgreSQL itself keeps of a password; nobody keeps the password
    state                text NOT NULL CHECK (state IN ('PENDING', 'PROVISIONING', 'READY', 'FAILED', 'DELETING', 'DELETED')),
    status_message       text NOT NULL DEFAULT '',
    s3_state             text NOT NULL DEFAULT 'PENDING' CHECK (s3_state IN ('PENDING', 'PROVISIONING', 'READY')),
    identity_state       text NOT NULL DEFAULT 'PENDING' CHECK (identity_state IN ('PENDING', 'PROVISIONING', 'READY')),
    metadata_store_state text NOT NULL DEFAULT 'PENDING' CHECK (metadata_store_state IN ('PENDING', 'PROVISIONING', 'READY')),
    secrets_state        text NOT NULL DEFAULT 'PENDING' CHECK (secrets_state IN ('PENDING', 'PROVISIONING', 'READY')),
    requested_at         timestamptz NOT NULL,
    ready_at             timestamptz,
    failed_at            timestamptz,
    CHECK (state <> 'READY' OR (ready_at IS NOT NULL AND s3_state = 'READY' AND identity_state = 'READY'
                                AND metadata_store_state = 'READY' AND secrets_state = 'READY')),
    CHECK (state <> 'FAILED' OR (failed_at IS NOT NULL AND status_message <> ''))
);

-- Projects whose tables go into the database, and under which name.
CREATE TABLE managed_warehouse_backfill (
    team_id         bigint PRIMARY KEY REFERENCES project ON DELETE CASCADE,
    organization_id uuid NOT NULL REFERENCES organization ON DELETE CASCADE,
    table_suffix    text NOT NULL,
    CONSTRAINT managed_warehouse_backfill_suffix UNIQUE (organization_id, table_suffix)
);
