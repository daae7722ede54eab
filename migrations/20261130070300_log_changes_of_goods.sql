-- +goose Up
-- Changes of listings go to the audit log as those of orders do (20261130070200).
-- +goose StatementBegin
CREATE FUNCTION log_product_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_log (actor_id, org_id, action, subject, detail, at)
    SELECT NEW.actor_id, p.org_id,
           CASE WHEN NEW.kind = 'edit' AND EXISTS (SELECT 1 FROM jsonb_array_elements(NEW.fields) f WHERE f->>'field' LIKE '%priceVnd')
                THEN 'product.price' ELSE 'product.' || NEW.kind END,
           NEW.product_id::text, jsonb_build_object('name', p.name_vi), NEW.at
    FROM products p WHERE p.id = NEW.product_id;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER product_changes_log AFTER INSERT ON product_changes FOR EACH ROW
    WHEN (NEW.actor_id IS NOT NULL) EXECUTE FUNCTION log_product_change();

-- +goose Down
DROP TRIGGER product_changes_log ON product_changes;
DROP FUNCTION log_product_change();
