-- +goose Up
-- What of a share's deposit the cooperative still holds: goods delivered use it up, goods that will
-- not come give it back.
ALTER TABLE contract_shares ADD COLUMN deposit_held_vnd bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT contract_shares_deposit_ck CHECK (deposit_held_vnd >= 0);
UPDATE contract_shares s SET deposit_held_vnd = round(o.amount_vnd::numeric * p.remaining / p.contracted)
FROM payment_obligations o,
    (SELECT share_id, sum(remaining) AS remaining, sum(contracted) AS contracted FROM contract_periods GROUP BY 1 HAVING sum(contracted) > 0) p
WHERE o.share_id = s.id AND o.kind = 'deposit' AND p.share_id = s.id;

-- What others took over of a delivery before it came: it was called for all the same.
ALTER TABLE contract_deliveries ADD COLUMN passed_on bigint NOT NULL DEFAULT 0,
    ADD CONSTRAINT contract_deliveries_passed_on_ck CHECK (passed_on >= 0);

ALTER TABLE payment_obligations DROP CONSTRAINT payment_obligations_kind_ck,
    ADD CONSTRAINT payment_obligations_kind_ck CHECK (kind IN ('deposit', 'goods', 'penalty', 'deposit_return')
        AND (kind <> 'deposit' OR delivery_id IS NULL) AND (kind NOT IN ('goods', 'penalty') OR delivery_id IS NOT NULL));
DROP INDEX payment_obligations_once_idx;
CREATE UNIQUE INDEX payment_obligations_once_idx ON payment_obligations (share_id, kind, coalesce(delivery_id, share_id)) WHERE kind <> 'deposit_return';

-- +goose Down
ALTER TABLE payment_obligations DISABLE TRIGGER payment_obligations_append_only;
DELETE FROM payment_obligations WHERE kind = 'deposit_return';
ALTER TABLE payment_obligations ENABLE TRIGGER payment_obligations_append_only;
DROP INDEX payment_obligations_once_idx;
CREATE UNIQUE INDEX payment_obligations_once_idx ON payment_obligations (share_id, kind, coalesce(delivery_id, share_id));
ALTER TABLE payment_obligations DROP CONSTRAINT payment_obligations_kind_ck,
    ADD CONSTRAINT payment_obligations_kind_ck CHECK (kind IN ('deposit', 'goods', 'penalty') AND (kind = 'deposit') = (delivery_id IS NULL));
ALTER TABLE contract_deliveries DROP COLUMN passed_on;
ALTER TABLE contract_shares DROP COLUMN deposit_held_vnd;
