-- What of a project is in the managed warehouse, as of when, and what went wrong since.
CREATE TABLE managed_warehouse_table (
    id           uuid PRIMARY KEY,
    team_id      bigint NOT NULL REFERENCES managed_warehouse_backfill ON DELETE CASCADE,
    source       text NOT NULL, -- what HogQL calls it
    name         text, -- what it is called there, unless another table is
    stamp        text, -- of the rows that were published; null while none were
    row_count    bigint,
    position     timestamptz, -- how far a table has come that only grows
    published_at timestamptz,
    error        text,
    failed_at    timestamptz,
    UNIQUE (team_id, source),
    CONSTRAINT managed_warehouse_table_name UNIQUE (team_id, name),
    CHECK ((stamp IS NULL) = (published_at IS NULL)),
    CHECK ((error IS NULL) = (failed_at IS NULL))
);
