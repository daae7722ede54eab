-- +goose Up
-- A variant that comes with nothing on hand changes nothing of whether its product can be
-- bought. Goods come into the shop in that way: their products are looked at when they are counted.
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION stock_items_in_stock() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    product uuid;
    least_qty bigint;
BEGIN
    SELECT v.product_id, v.min_qty INTO product, least_qty FROM variants v WHERE v.id = NEW.variant_id AND NOT v.archived;
    IF FOUND AND (NEW.on_hand - NEW.reserved >= least_qty)
        <> (TG_OP = 'UPDATE' AND OLD.on_hand - OLD.reserved >= least_qty) THEN
        PERFORM follow_stock(product);
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd

-- +goose Down
-- +goose StatementBegin
CREATE OR REPLACE FUNCTION stock_items_in_stock() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    product uuid;
    least_qty bigint;
BEGIN
    SELECT v.product_id, v.min_qty INTO product, least_qty FROM variants v WHERE v.id = NEW.variant_id AND NOT v.archived;
    IF FOUND AND (TG_OP = 'INSERT'
        OR (OLD.on_hand - OLD.reserved >= least_qty) <> (NEW.on_hand - NEW.reserved >= least_qty)) THEN
        PERFORM follow_stock(product);
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
