-- +goose Up
-- A lot (lô hàng) is goods of one harvest or batch of a variant. stock_items.on_hand stays
-- what a checkout locks; the lots of a variant add up to it. What nobody told the lot of
-- lies in the variant's one loose lot.
CREATE TABLE lots (
    id                   uuid PRIMARY KEY,
    variant_id           uuid NOT NULL REFERENCES variants,
    org_id               uuid NOT NULL REFERENCES organisations, -- the seller of the variant; kept by a trigger
    code                 text NOT NULL,                          -- as written on the goods
    trace_code           text,                                   -- in the public address; null: the loose lot has none
    loose                boolean NOT NULL DEFAULT false,
    made_on              date,                                   -- harvested or produced; null: not known
    expires_on           date,                                   -- last good day; null: does not spoil
    household            text NOT NULL DEFAULT '',
    household_consent_at timestamptz,                            -- null: the household is not named in public
    household_consent_by uuid,                                   -- who recorded the consent
    area_code            text NOT NULL DEFAULT '',               -- mã số vùng trồng, as its issuer writes it
    area_issuer          text NOT NULL DEFAULT '',
    note                 text NOT NULL DEFAULT '',
    received             bigint NOT NULL DEFAULT 0,
    on_hand              bigint NOT NULL DEFAULT 0,
    picked               bigint NOT NULL DEFAULT 0,              -- of on_hand: allocated to lines of packed orders
    withheld             bigint NOT NULL DEFAULT 0,              -- there, but not for sale: expired or recalled
    recalled_at          timestamptz,                            -- null: not recalled
    recalled_by          uuid,
    recall_by_alliance   boolean NOT NULL DEFAULT false,
    recall_reason        text NOT NULL DEFAULT '',
    is_sample            boolean NOT NULL DEFAULT false,
    version              bigint NOT NULL DEFAULT 1,
    created_at           timestamptz NOT NULL,
    updated_at           timestamptz NOT NULL,
    CONSTRAINT lots_code_key UNIQUE (variant_id, code),
    CONSTRAINT lots_trace_code_key UNIQUE (trace_code),
    CONSTRAINT lots_trace_code_ck CHECK (loose = (trace_code IS NULL)),
    -- GS1 application identifier 10: up to 20 characters, here of those that stand in an address unescaped.
    CONSTRAINT lots_code_ck CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$'),
    CONSTRAINT lots_dates_ck CHECK (expires_on >= made_on),
    CONSTRAINT lots_on_hand_ck CHECK (on_hand >= 0),
    CONSTRAINT lots_withheld_ck CHECK (withheld >= 0),
    CONSTRAINT lots_picked_ck CHECK (picked >= 0 AND picked <= on_hand),
    CONSTRAINT lots_consent_ck CHECK (household_consent_at IS NULL OR household <> ''),
    CONSTRAINT lots_recall_ck CHECK (recalled_at IS NULL OR recall_reason <> '' AND NOT loose)
) WITH (fillfactor = 70);
CREATE INDEX lots_code_idx ON lots (code) WHERE NOT loose;
CREATE UNIQUE INDEX lots_loose_idx ON lots (variant_id) WHERE loose;
CREATE INDEX lots_variant_idx ON lots (variant_id, expires_on);
CREATE INDEX lots_there_idx ON lots (variant_id) WHERE on_hand > 0;
CREATE INDEX lots_org_idx ON lots (org_id, id DESC);
CREATE INDEX lots_expiring_idx ON lots (expires_on) WHERE on_hand > 0 AND expires_on IS NOT NULL;
CREATE INDEX lots_recalled_idx ON lots (recalled_at DESC) WHERE recalled_at IS NOT NULL;
CREATE INDEX lots_recalled_variant_idx ON lots (variant_id) WHERE recalled_at IS NOT NULL;

-- Which lots the goods of an order line come from. Without shipped_at they are picked: in the
-- lot still, and spoken for.
CREATE TABLE order_line_lots (
    order_line_id uuid NOT NULL REFERENCES order_lines,
    lot_id        uuid NOT NULL REFERENCES lots,
    variant_id    uuid NOT NULL REFERENCES variants,
    quantity      bigint NOT NULL,
    returned      bigint NOT NULL DEFAULT 0,
    picked_at     timestamptz NOT NULL,
    shipped_at    timestamptz, -- null: not yet
    PRIMARY KEY (order_line_id, lot_id),
    CONSTRAINT order_line_lots_quantity_ck CHECK (quantity > 0 AND returned BETWEEN 0 AND quantity),
    CONSTRAINT order_line_lots_returned_ck CHECK (returned = 0 OR shipped_at IS NOT NULL)
);
CREATE INDEX order_line_lots_lot_idx ON order_line_lots (lot_id);

-- +goose StatementBegin
CREATE FUNCTION lots_seller() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT p.org_id INTO NEW.org_id FROM variants v JOIN products p ON p.id = v.product_id WHERE v.id = NEW.variant_id;
    RETURN NEW;
END $$;
CREATE FUNCTION order_line_lots_picked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    less bigint := CASE WHEN TG_OP <> 'INSERT' AND OLD.shipped_at IS NULL THEN OLD.quantity ELSE 0 END;
    more bigint := CASE WHEN TG_OP <> 'DELETE' AND NEW.shipped_at IS NULL THEN NEW.quantity ELSE 0 END;
BEGIN
    IF more <> less THEN
        UPDATE lots SET picked = picked + more - less WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.lot_id ELSE NEW.lot_id END;
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER lots_seller BEFORE INSERT ON lots FOR EACH ROW EXECUTE FUNCTION lots_seller();
CREATE TRIGGER order_line_lots_picked AFTER INSERT OR UPDATE OR DELETE ON order_line_lots
    FOR EACH ROW EXECUTE FUNCTION order_line_lots_picked();

-- What is there becomes one opening lot of each variant, and its moves become that lot's.
INSERT INTO lots (id, variant_id, org_id, code, loose, received, on_hand, created_at, updated_at)
SELECT gen_random_uuid(), s.variant_id, p.org_id, 'TON-CHUNG', true,
    coalesce((SELECT sum(m.delta) FROM stock_moves m WHERE m.variant_id = s.variant_id AND m.reason IN ('opening', 'receive')), 0),
    s.on_hand, now(), now()
FROM stock_items s JOIN variants v ON v.id = s.variant_id JOIN products p ON p.id = v.product_id;

ALTER TABLE stock_moves
    ADD COLUMN lot_id uuid REFERENCES lots,
    ADD COLUMN held_delta bigint NOT NULL DEFAULT 0, -- change of what the lot withholds
    ADD COLUMN cause text NOT NULL DEFAULT '';       -- of a write-off
ALTER TABLE stock_moves DISABLE TRIGGER stock_moves_append_only;
UPDATE stock_moves m SET lot_id = l.id FROM lots l WHERE l.variant_id = m.variant_id AND l.loose;
ALTER TABLE stock_moves ENABLE TRIGGER stock_moves_append_only;
ALTER TABLE stock_moves
    ALTER COLUMN lot_id SET NOT NULL,
    DROP CONSTRAINT stock_moves_delta_ck,
    ADD CONSTRAINT stock_moves_delta_ck CHECK (delta <> 0 OR held_delta <> 0),
    DROP CONSTRAINT stock_moves_reason_ck,
    ADD CONSTRAINT stock_moves_reason_ck CHECK (reason IN ('opening', 'receive', 'adjust', 'count', 'write_off', 'ship', 'return', 'withhold', 'restore')),
    ADD CONSTRAINT stock_moves_held_ck CHECK (held_delta = 0 OR reason IN ('withhold', 'restore', 'write_off')),
    ADD CONSTRAINT stock_moves_withhold_ck CHECK (reason NOT IN ('withhold', 'restore') OR delta = -held_delta),
    ADD CONSTRAINT stock_moves_cause_ck CHECK (CASE reason WHEN 'write_off' THEN cause IN ('spoiled', 'expired', 'damaged', 'sample', 'lost', 'recalled') ELSE cause = '' END);
CREATE INDEX stock_moves_lot_idx ON stock_moves (lot_id, id);

-- A move without a lot is one of the loose lot; a lot's figures are the sum of its moves, by the
-- database itself.
-- +goose StatementBegin
CREATE FUNCTION stock_moves_loose() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO lots (id, variant_id, code, loose, created_at, updated_at)
    VALUES (gen_random_uuid(), NEW.variant_id, 'TON-CHUNG', true, NEW.at, NEW.at) ON CONFLICT DO NOTHING;
    SELECT id INTO NEW.lot_id FROM lots WHERE variant_id = NEW.variant_id AND loose;
    RETURN NEW;
END $$;
CREATE FUNCTION stock_moves_lots() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE lots l SET on_hand = l.on_hand + x.delta, withheld = l.withheld + x.held, received = l.received + x.received,
        version = l.version + 1, updated_at = x.at
    FROM (SELECT lot_id, sum(delta) AS delta, sum(held_delta) AS held,
              coalesce(sum(delta) FILTER (WHERE reason IN ('opening', 'receive')), 0) AS received, max(at) AS at
          FROM added GROUP BY lot_id) x
    WHERE x.lot_id = l.id;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER stock_moves_loose BEFORE INSERT ON stock_moves
    FOR EACH ROW WHEN (NEW.lot_id IS NULL) EXECUTE FUNCTION stock_moves_loose();
CREATE TRIGGER stock_moves_lots AFTER INSERT ON stock_moves
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION stock_moves_lots();

-- A count of a lot puts goods on the shelf, or takes them off, as a count of the variant does.
DROP TRIGGER stock_moves_shelve ON stock_moves;
CREATE TRIGGER stock_moves_shelve AFTER INSERT ON stock_moves
    FOR EACH ROW WHEN (NEW.reason IN ('opening', 'receive', 'adjust', 'count')) EXECUTE FUNCTION stock_moves_shelve();

-- +goose Down
DROP TRIGGER stock_moves_shelve ON stock_moves;
CREATE TRIGGER stock_moves_shelve AFTER INSERT ON stock_moves
    FOR EACH ROW WHEN (NEW.reason IN ('opening', 'receive', 'adjust')) EXECUTE FUNCTION stock_moves_shelve();
DROP TRIGGER stock_moves_lots ON stock_moves;
DROP TRIGGER stock_moves_loose ON stock_moves;
DROP TABLE order_line_lots;
ALTER TABLE stock_moves DISABLE TRIGGER stock_moves_append_only;
ALTER TABLE stock_moves
    DROP CONSTRAINT stock_moves_cause_ck,
    DROP CONSTRAINT stock_moves_withhold_ck,
    DROP CONSTRAINT stock_moves_held_ck,
    DROP CONSTRAINT stock_moves_reason_ck,
    DROP CONSTRAINT stock_moves_delta_ck;
DELETE FROM stock_moves WHERE delta = 0;
UPDATE stock_moves SET reason = 'adjust' WHERE reason IN ('count', 'write_off', 'withhold', 'restore');
ALTER TABLE stock_moves
    DROP COLUMN lot_id,
    DROP COLUMN held_delta,
    DROP COLUMN cause,
    ADD CONSTRAINT stock_moves_delta_ck CHECK (delta <> 0),
    ADD CONSTRAINT stock_moves_reason_ck CHECK (reason IN ('opening', 'receive', 'adjust', 'ship', 'return'));
ALTER TABLE stock_moves ENABLE TRIGGER stock_moves_append_only;
DROP TABLE lots;
DROP FUNCTION stock_moves_lots, stock_moves_loose, order_line_lots_picked, lots_seller;
