-- +goose Up
-- Whoever changes many goods at once locks them in the order of their ids, so that
-- two never wait for each other in a circle.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION seller_search_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    seller uuid := CASE TG_TABLE_NAME WHEN 'organisations' THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'org_id')::uuid END;
BEGIN
    PERFORM 1 FROM products WHERE org_id = seller ORDER BY id FOR NO KEY UPDATE;
    UPDATE products SET search_version = nextval('search_versions') WHERE org_id = seller;
    RETURN NULL;
END $$;
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION seller_search_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE products SET search_version = nextval('search_versions')
    WHERE org_id = CASE TG_TABLE_NAME WHEN 'organisations' THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'org_id')::uuid END;
    RETURN NULL;
END $$;
-- +goose StatementEnd
