-- How far the table reaches of a view that is brought up to date in part, and by which definition its rows were made.
ALTER TABLE materialization
    ADD COLUMN watermark              text,
    ADD COLUMN definition_fingerprint text,
    ADD COLUMN last_full_refresh_at   timestamptz,
    ADD COLUMN last_run_mode          text CHECK (last_run_mode IN ('full_refresh', 'incremental')),
    ADD COLUMN full_refresh_wanted_at timestamptz,
    ADD CHECK ((definition_fingerprint IS NULL) = (last_full_refresh_at IS NULL)),
    ADD CHECK ((definition_fingerprint IS NULL) = (last_run_mode IS NULL));
