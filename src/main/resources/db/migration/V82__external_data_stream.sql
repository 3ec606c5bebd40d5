-- How the following of a source's changes goes; how far it is stands beside the rows themselves.
CREATE TABLE external_data_stream (
    source_id    uuid PRIMARY KEY REFERENCES external_data_source ON DELETE CASCADE,
    failures     integer NOT NULL DEFAULT 0, -- in a row
    broken       boolean NOT NULL DEFAULT false, -- until somebody repairs it
    latest_error text,
    CHECK ((failures > 0 OR broken) = (latest_error IS NOT NULL))
);

ALTER TABLE external_data_job ADD COLUMN cdc_write_mode text; -- of rounds of changes
