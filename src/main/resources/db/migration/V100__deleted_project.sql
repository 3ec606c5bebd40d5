-- Projects that are gone while the engine still holds their tables.
CREATE TABLE deleted_project (
    id bigint PRIMARY KEY
);
