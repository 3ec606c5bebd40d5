-- By which columns a view is brought up to date in part, if it is.
ALTER TABLE saved_query ADD COLUMN incremental jsonb;
