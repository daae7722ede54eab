-- +goose Up
-- How many products each cooperative has on each shelf. A shelf's public count is
-- the sum over verified cooperatives: a few rows, however many products there are.
-- Kept by catalog together with cooperative_profiles.product_count.
CREATE TABLE shelf_counts (
    category_id uuid NOT NULL REFERENCES categories ON DELETE CASCADE,
    org_id      uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
    listed      bigint NOT NULL,
    PRIMARY KEY (category_id, org_id),
    CONSTRAINT shelf_counts_listed_ck CHECK (listed > 0)
);
CREATE INDEX shelf_counts_org_idx ON shelf_counts (org_id);

-- From the cheapest, goods without a price come last, not first.
CREATE INDEX products_cheapest_idx ON products ((from_price_vnd = 0), from_price_vnd, id) WHERE status = 'listed';
CREATE INDEX products_category_cheapest_idx ON products (category_id, (from_price_vnd = 0), from_price_vnd, id) WHERE status = 'listed';

-- +goose Down
DROP INDEX products_category_cheapest_idx, products_cheapest_idx;
DROP TABLE shelf_counts;
