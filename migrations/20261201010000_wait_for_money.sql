-- +goose Up
-- Orders that are paid first wait for their money (docs/decisions/0047). Until it has come their
-- cooperative knows nothing of them; when it does not come, they lapse.
ALTER TABLE orders
    DROP CONSTRAINT orders_status_ck,
    ADD CONSTRAINT orders_status_ck CHECK (status IN ('awaiting_payment', 'placed', 'confirmed', 'packed', 'shipped', 'delivered', 'cancelled', 'lapsed')),
    ADD COLUMN offered_at timestamptz DEFAULT now(),          -- when its cooperative got it; null: it waits for its money, or ended before that came
    ADD COLUMN prepaid    boolean NOT NULL DEFAULT false;     -- paid before its cooperative got it: its sum never rises
UPDATE orders SET offered_at = placed_at;
ALTER TABLE orders
    ADD CONSTRAINT orders_offered_ck CHECK (
        CASE status WHEN 'awaiting_payment' THEN offered_at IS NULL WHEN 'lapsed' THEN offered_at IS NULL WHEN 'cancelled' THEN true ELSE offered_at IS NOT NULL END);

ALTER TABLE order_events DROP CONSTRAINT order_events_kind_ck,
    ADD CONSTRAINT order_events_kind_ck CHECK (kind IN ('placed', 'confirmed', 'packed', 'unpacked', 'shipped', 'delivered', 'cancelled',
        'part_cancelled', 'weighed', 'weight_asked', 'weight_agreed', 'weight_declined', 'delayed', 'awaiting_payment', 'paid', 'lapsed'));

ALTER TABLE purchases DROP CONSTRAINT purchases_method_ck,
    ADD CONSTRAINT purchases_method_ck CHECK (payment_method IN ('cod', 'pay_later', 'bank_transfer', 'card'));
ALTER TABLE payments DROP CONSTRAINT payments_method_ck,
    ADD CONSTRAINT payments_method_ck CHECK (method IN ('cod', 'pay_later', 'bank_transfer', 'card'));

-- +goose Down
ALTER TABLE payments DROP CONSTRAINT payments_method_ck,
    ADD CONSTRAINT payments_method_ck CHECK (method IN ('cod', 'pay_later'));
ALTER TABLE purchases DROP CONSTRAINT purchases_method_ck,
    ADD CONSTRAINT purchases_method_ck CHECK (payment_method IN ('cod', 'pay_later'));
ALTER TABLE order_events DROP CONSTRAINT order_events_kind_ck,
    ADD CONSTRAINT order_events_kind_ck CHECK (kind IN ('placed', 'confirmed', 'packed', 'unpacked', 'shipped', 'delivered', 'cancelled',
        'part_cancelled', 'weighed', 'weight_asked', 'weight_agreed', 'weight_declined', 'delayed'));
ALTER TABLE orders DROP CONSTRAINT orders_offered_ck, DROP COLUMN prepaid, DROP COLUMN offered_at, DROP CONSTRAINT orders_status_ck,
    ADD CONSTRAINT orders_status_ck CHECK (status IN ('placed', 'confirmed', 'packed', 'shipped', 'delivered', 'cancelled'));
