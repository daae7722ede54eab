-- +goose Up
-- The counts above a list ask each of up to a thousand goods for its seller and months. With these
-- in the indexes they are read from there, not from a page of the table for each.
DROP INDEX products_category_newest_idx, products_price_idx;
CREATE INDEX products_category_newest_idx ON products (category_id, listed_at DESC, id DESC) INCLUDE (org_id, season_months) WHERE status = 'listed';
CREATE INDEX products_price_idx ON products (from_price_vnd, id) INCLUDE (org_id) WHERE status = 'listed';

-- +goose Down
DROP INDEX products_category_newest_idx, products_price_idx;
CREATE INDEX products_category_newest_idx ON products (category_id, listed_at DESC, id DESC) WHERE status = 'listed';
CREATE INDEX products_price_idx ON products (from_price_vnd, id) WHERE status = 'listed';
