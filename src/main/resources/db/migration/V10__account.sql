-- Whether the project has ever received an event; set by what receives them.
ALTER TABLE project ADD COLUMN ingested_event boolean NOT NULL DEFAULT false;

CREATE INDEX project_organization ON project (organization_id, id);
