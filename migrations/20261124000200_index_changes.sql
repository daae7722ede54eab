-- +goose Up
-- What an index outside has confirmed is not forgotten while another one is built
-- beside it: the new one needs the same changes before it takes over.
ALTER TABLE search_changes
    -- The version that the index in use has confirmed; 0 for none.
    ADD COLUMN live bigint NOT NULL DEFAULT 0,
    -- The version that the index being built has got; 0 for none.
    ADD COLUMN built bigint NOT NULL DEFAULT 0,
    -- How often the server refused this document, and when it is tried again.
    ADD COLUMN failures integer NOT NULL DEFAULT 0,
    ADD COLUMN retry_at timestamptz NOT NULL DEFAULT '-infinity';
DROP INDEX search_changes_version_idx;
CREATE INDEX search_changes_pending_idx ON search_changes (version) WHERE version > live;
CREATE INDEX search_changes_unbuilt_idx ON search_changes (version) WHERE version > built;

-- +goose StatementBegin
CREATE OR REPLACE FUNCTION products_search_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed uuid;
    v bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN
        changed := OLD.id;
        v := nextval('search_versions');
    ELSIF TG_OP = 'UPDATE' AND NEW.search_version = OLD.search_version THEN
        RETURN NULL;
    ELSE
        changed := NEW.id;
        v := NEW.search_version;
    END IF;
    INSERT INTO search_changes AS c (product_id, version) VALUES (changed, v)
    ON CONFLICT (product_id) DO UPDATE SET version = greatest(c.version, excluded.version), changed_at = clock_timestamp(),
        failures = 0, retry_at = '-infinity';
    PERFORM pg_notify('search_changes', '');
    RETURN NULL;
END $$;
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION products_search_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed uuid;
    v bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN
        changed := OLD.id;
        v := nextval('search_versions');
    ELSIF TG_OP = 'UPDATE' AND NEW.search_version = OLD.search_version THEN
        RETURN NULL;
    ELSE
        changed := NEW.id;
        v := NEW.search_version;
    END IF;
    INSERT INTO search_changes AS c (product_id, version) VALUES (changed, v)
    ON CONFLICT (product_id) DO UPDATE SET version = greatest(c.version, excluded.version), changed_at = clock_timestamp();
    PERFORM pg_notify('search_changes', '');
    RETURN NULL;
END $$;
-- +goose StatementEnd
DROP INDEX search_changes_unbuilt_idx, search_changes_pending_idx;
CREATE INDEX search_changes_version_idx ON search_changes (version);
ALTER TABLE search_changes DROP COLUMN retry_at, DROP COLUMN failures, DROP COLUMN built, DROP COLUMN live;
