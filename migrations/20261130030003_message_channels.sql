-- +goose Up
-- A message goes by e-mail, or as a short text by SMS or Zalo where the operator has an account.
ALTER TABLE messages ADD COLUMN channel text NOT NULL DEFAULT 'email',
    ADD CONSTRAINT messages_channel_ck CHECK (channel IN ('email', 'sms', 'zalo'));
-- What firms still owe by invoice, few rows of a large table: for a cooperative's money on its way.
CREATE INDEX payments_later_idx ON payments (order_id) WHERE state = 'due' AND method = 'pay_later';

-- +goose Down
DROP INDEX payments_later_idx;
DELETE FROM messages WHERE channel <> 'email';
ALTER TABLE messages DROP CONSTRAINT messages_channel_ck, DROP COLUMN channel;
