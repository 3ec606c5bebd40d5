-- What it takes to query a table where it is; null until its source was looked at by a server that knows.
ALTER TABLE external_data_schema ADD COLUMN live_table jsonb;
