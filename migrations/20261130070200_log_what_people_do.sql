-- +goose Up
ALTER TABLE organisations ADD COLUMN guide_dismissed_at timestamptz; -- null: the first steps are still shown

-- What people do to orders, stock, offers and contracts is told to the audit log by the database,
-- in the same transaction: no program can forget it (docs/decisions/0042). What the system and
-- buyers do is in those tables' own histories.
-- +goose StatementBegin
CREATE FUNCTION log_order_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_log (actor_id, org_id, action, subject, detail, at)
    SELECT NEW.actor_id, o.org_id, 'order.' || NEW.kind, NEW.order_id::text, jsonb_build_object('name', o.code), NEW.at
    FROM orders o WHERE o.id = NEW.order_id;
    RETURN NULL;
END $$;
CREATE FUNCTION log_stock_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_log (actor_id, org_id, action, subject, detail, at)
    SELECT NEW.actor_id, p.org_id, 'stock.' || NEW.reason, NEW.variant_id::text,
           jsonb_build_object('name', p.name_vi || ', ' || v.name_vi, 'delta', CASE WHEN NEW.delta > 0 THEN '+' ELSE '−' END || abs(NEW.delta)), NEW.at
    FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = NEW.variant_id;
    RETURN NULL;
END $$;
CREATE FUNCTION log_offer_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_log (actor_id, org_id, action, subject, at)
    SELECT NEW.actor_id, o.org_id, 'offer.' || NEW.kind, NEW.offer_id::text, NEW.at FROM offers o WHERE o.id = NEW.offer_id;
    RETURN NULL;
END $$;
CREATE FUNCTION log_contract_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_log (actor_id, org_id, action, subject, at)
    VALUES (NEW.actor_id, NEW.org_id, 'contract.' || NEW.kind, NEW.contract_id::text, NEW.at);
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER order_events_log AFTER INSERT ON order_events FOR EACH ROW
    WHEN (NEW.actor_id IS NOT NULL AND NEW.actor_kind IN ('cooperative', 'alliance')) EXECUTE FUNCTION log_order_event();
CREATE TRIGGER stock_moves_log AFTER INSERT ON stock_moves FOR EACH ROW
    WHEN (NEW.actor_id IS NOT NULL AND NEW.order_id IS NULL) EXECUTE FUNCTION log_stock_move();
CREATE TRIGGER offer_versions_log AFTER INSERT ON offer_versions FOR EACH ROW
    WHEN (NEW.actor_id IS NOT NULL AND NEW.actor_kind = 'cooperative') EXECUTE FUNCTION log_offer_version();
CREATE TRIGGER contract_events_log AFTER INSERT ON contract_events FOR EACH ROW
    WHEN (NEW.actor_id IS NOT NULL AND NEW.org_id IS NOT NULL) EXECUTE FUNCTION log_contract_event();

-- +goose Down
DROP TRIGGER contract_events_log ON contract_events;
DROP TRIGGER offer_versions_log ON offer_versions;
DROP TRIGGER stock_moves_log ON stock_moves;
DROP TRIGGER order_events_log ON order_events;
DROP FUNCTION log_contract_event();
DROP FUNCTION log_offer_version();
DROP FUNCTION log_stock_move();
DROP FUNCTION log_order_event();
ALTER TABLE organisations DROP COLUMN guide_dismissed_at;
