-- +goose Up
-- Goods priced by what they really weigh (a hen, a bunch): the price of a unit is that of
-- its usual weight (variants.net_weight_g), and follows the scale before shipping.
ALTER TABLE variants ADD COLUMN by_weight boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT variants_by_weight_ck CHECK (NOT by_weight OR net_weight_g > 0);

ALTER TABLE order_lines
    ADD COLUMN nominal_g bigint, -- null: not sold by weight; else the frozen usual weight of one unit
    ADD COLUMN real_g    bigint, -- null: not weighed; else the weight of all open units that the price follows
    ADD COLUMN asked_g   bigint, -- null: nothing asked; else a heavier weight that waits for the buyer's word
    ADD CONSTRAINT order_lines_weight_ck CHECK (
        (nominal_g IS NULL OR nominal_g > 0) AND (real_g IS NULL OR real_g > 0) AND (asked_g IS NULL OR asked_g > 0)
        AND (nominal_g IS NOT NULL OR (real_g IS NULL AND asked_g IS NULL)));

ALTER TABLE orders
    ADD COLUMN confirmed_at  timestamptz, -- null: the cooperative itself has not confirmed
    ADD COLUMN delayed_until date;        -- null: no delay was told
UPDATE orders o SET confirmed_at = e.at
FROM (SELECT order_id, min(at) AS at FROM order_events
      WHERE kind = 'confirmed' AND actor_kind = 'cooperative' GROUP BY 1) e
WHERE e.order_id = o.id;

ALTER TABLE order_events DROP CONSTRAINT order_events_kind_ck,
    ADD CONSTRAINT order_events_kind_ck CHECK (kind IN ('placed', 'confirmed', 'packed', 'unpacked', 'shipped', 'delivered', 'cancelled',
        'part_cancelled', 'weighed', 'weight_asked', 'weight_agreed', 'weight_declined', 'delayed'));

-- +goose Down
ALTER TABLE order_events DISABLE TRIGGER order_events_append_only;
DELETE FROM order_events WHERE kind IN ('unpacked', 'weighed', 'weight_asked', 'weight_agreed', 'weight_declined', 'delayed');
ALTER TABLE order_events ENABLE TRIGGER order_events_append_only;
ALTER TABLE order_events DROP CONSTRAINT order_events_kind_ck,
    ADD CONSTRAINT order_events_kind_ck CHECK (kind IN ('placed', 'confirmed', 'packed', 'shipped', 'delivered', 'cancelled', 'part_cancelled'));
ALTER TABLE orders DROP COLUMN delayed_until, DROP COLUMN confirmed_at;
ALTER TABLE order_lines DROP CONSTRAINT order_lines_weight_ck, DROP COLUMN asked_g, DROP COLUMN real_g, DROP COLUMN nominal_g;
ALTER TABLE variants DROP CONSTRAINT variants_by_weight_ck, DROP COLUMN by_weight;
