-- Counters of the throttles, one row per key or object and scope; the columns are Bucket4j's.
CREATE TABLE throttle_bucket (
    id         text PRIMARY KEY,
    state      bytea,
    expires_at bigint -- milliseconds; full again by then, so the row may go
);

CREATE INDEX throttle_bucket_expiry ON throttle_bucket (expires_at);
