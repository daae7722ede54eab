-- +goose Up
-- "Four stars of this shelf" used to count by an index alone and then fetch every such
-- product from the table to sort it. With what lists are sorted by inside, the page too
-- comes from the index, in any order; of the table only the 24 shown are read.
CREATE INDEX products_starred_shelf_idx ON products (category_id, ocop_stars, ocop_expires_on)
    INCLUDE (org_id, sold_count, listed_at, from_price_vnd, id)
    WHERE status = 'listed' AND ocop_stars > 0;
DROP INDEX products_category_stars_idx;

-- +goose Down
CREATE INDEX products_category_stars_idx ON products (category_id, ocop_stars, ocop_expires_on) INCLUDE (org_id)
    WHERE status = 'listed' AND ocop_stars > 0;
DROP INDEX products_starred_shelf_idx;
