-- +goose Up
-- An inbox shows what was offered to its cooperative. With that column in the indexes, the
-- counts on its tabs and above its list are read from them, not from a page of the table for each order.
DROP INDEX orders_inbox_idx, orders_inbox_status_idx;
CREATE INDEX orders_inbox_idx ON orders (org_id, placed_at DESC, id DESC) INCLUDE (offered_at);
CREATE INDEX orders_inbox_status_idx ON orders (org_id, status, placed_at DESC, id DESC) INCLUDE (offered_at);

-- +goose Down
DROP INDEX orders_inbox_idx, orders_inbox_status_idx;
CREATE INDEX orders_inbox_idx ON orders (org_id, placed_at DESC, id DESC);
CREATE INDEX orders_inbox_status_idx ON orders (org_id, status, placed_at DESC, id DESC);
