-- +goose Up
-- Carriers are asked every hour where their parcels are.
CREATE INDEX orders_parcels_idx ON orders (id) WHERE status = 'shipped' AND tracking_code <> '';

-- +goose Down
DROP INDEX orders_parcels_idx;
