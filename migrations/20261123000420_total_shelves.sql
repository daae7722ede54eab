-- +goose Up
-- All listed products of a shelf, whoever sells them: the sum of its shelf_counts,
-- kept by the database. What a shopper may see is this less the few counts of
-- cooperatives that are not verified, so a total costs the same at any size.
ALTER TABLE categories ADD COLUMN listed_count bigint NOT NULL DEFAULT 0;
ALTER TABLE categories ADD CONSTRAINT categories_listed_count_ck CHECK (listed_count >= 0);
UPDATE categories k SET listed_count = (SELECT coalesce(sum(n.listed), 0) FROM shelf_counts n WHERE n.category_id = k.id);
-- +goose StatementBegin
CREATE FUNCTION total_shelf() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE categories SET listed_count = listed_count - OLD.listed WHERE id = OLD.category_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE categories SET listed_count = listed_count + NEW.listed WHERE id = NEW.category_id;
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER shelf_counts_total AFTER INSERT OR UPDATE OR DELETE ON shelf_counts
    FOR EACH ROW EXECUTE FUNCTION total_shelf();

-- Whose goods are not shown: read by every public list, and nearly always empty.
CREATE INDEX organisations_unverified_idx ON organisations (id) WHERE status <> 'verified';
CREATE INDEX cooperative_profiles_size_idx ON cooperative_profiles (product_count DESC, org_id DESC);
-- Stars and their end go together; without this the planner takes starred goods for
-- twenty times fewer than there are, and sorts them all.
CREATE INDEX products_starred_idx ON products (sold_count DESC, id DESC) INCLUDE (ocop_stars, ocop_expires_on, org_id)
    WHERE status = 'listed' AND ocop_stars > 0;
CREATE STATISTICS products_stars_together (mcv) ON ocop_stars, ocop_expires_on FROM products;

-- +goose Down
DROP STATISTICS products_stars_together;
DROP INDEX products_starred_idx, cooperative_profiles_size_idx, organisations_unverified_idx;
DROP TRIGGER shelf_counts_total ON shelf_counts;
DROP FUNCTION total_shelf();
ALTER TABLE categories DROP COLUMN listed_count;
