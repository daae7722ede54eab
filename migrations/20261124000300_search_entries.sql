-- +goose Up
-- What a search reads of listed goods, and nothing else: rows a third as wide as
-- those of products. Kept by a trigger in the transaction of the change; columns
-- that lists are filtered by are called as in products.
--
-- They lie parted by how well they sold, for the best sold come first: a frequent
-- word is looked for among the best sellers, and the many others are left alone
-- once there are enough of these. Each part has an index of its own.
CREATE TABLE search_entries (
    id              uuid NOT NULL REFERENCES products ON DELETE CASCADE,
    tier            smallint NOT NULL, -- search_tier of sold_count
    org_id          uuid NOT NULL,
    category_id     uuid NOT NULL,
    sold_count      bigint NOT NULL,
    from_price_vnd  bigint NOT NULL,
    listed_at       timestamptz NOT NULL,
    ocop_expires_on date NOT NULL,
    ocop_stars      smallint NOT NULL,
    in_stock        boolean NOT NULL,
    quote_only      boolean NOT NULL,
    -- All that ranking and counting need, in one value: search_card.
    card            bytea NOT NULL,
    origin_commune  text, -- null: only the region is known
    gi_label        text NOT NULL,
    season_months   smallint[] NOT NULL,
    tags            text[] NOT NULL,
    -- All words it is found by, and those of its names once more behind "=", folded and spelt.
    words           tsvector NOT NULL,
    CONSTRAINT search_entries_pkey PRIMARY KEY (id, tier)
) PARTITION BY LIST (tier);
-- A sale within a tier changes no index: room is left for it on the page.
CREATE TABLE search_entries_0 PARTITION OF search_entries FOR VALUES IN (0) WITH (fillfactor = 85);
CREATE TABLE search_entries_1 PARTITION OF search_entries FOR VALUES IN (1) WITH (fillfactor = 85);
CREATE TABLE search_entries_2 PARTITION OF search_entries FOR VALUES IN (2) WITH (fillfactor = 85);
CREATE TABLE search_entries_3 PARTITION OF search_entries FOR VALUES IN (3) WITH (fillfactor = 85);
CREATE TABLE search_entries_4 PARTITION OF search_entries FOR VALUES IN (4) WITH (fillfactor = 85);
CREATE TABLE search_entries_5 PARTITION OF search_entries FOR VALUES IN (5) WITH (fillfactor = 85);

-- +goose StatementBegin
-- How well something sold, 0 to 5.
CREATE FUNCTION search_tier(sold bigint) RETURNS smallint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT width_bucket(sold, '{16,256,1024,4096,16384}'::bigint[])::smallint
$$;
CREATE FUNCTION search_words_of(p products) RETURNS tsvector LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT strip(p.search_tsv)
    || array_to_tsvector(ARRAY(SELECT DISTINCT '=' || w
        FROM string_to_table(translate(p.search_name || ' ' || p.search_spelt, E'\n', ' '), ' ') w WHERE w <> ''))
$$;
-- Numbers of fixed length, high byte first, then the texts; read by internal/search/store.go.
CREATE FUNCTION search_card(p products) RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT uuid_send(p.id) || uuid_send(p.category_id) || uuid_send(p.org_id)
    || int8send(p.from_price_vnd) || int8send(p.sold_count) || timestamptz_send(p.listed_at)
    || date_send(p.ocop_expires_on) || int2send(p.ocop_stars)
    || int2send((SELECT coalesce(sum(DISTINCT 1 << (m - 1)), 0) FROM unnest(p.season_months) m)::smallint)
    || int2send((CASE WHEN p.in_stock AND NOT p.quote_only THEN 1 ELSE 0 END + CASE WHEN p.gi_label <> '' THEN 2 ELSE 0 END)::smallint)
    || int4send(octet_length(coalesce(p.origin_commune, ''))) || int4send(octet_length(p.search_name))
    || convert_to(coalesce(p.origin_commune, '') || p.search_name || p.search_spelt, 'UTF8')
$$;
CREATE FUNCTION search_entry(p products) RETURNS search_entries LANGUAGE sql STABLE PARALLEL SAFE AS $$
SELECT p.id, search_tier(p.sold_count), p.org_id, p.category_id, p.sold_count, p.from_price_vnd, p.listed_at, p.ocop_expires_on, p.ocop_stars,
    p.in_stock, p.quote_only, search_card(p), p.origin_commune, p.gi_label, p.season_months, p.tags, search_words_of(p)
$$;
-- The change holds the product's row, so that nobody else writes its entry meanwhile.
CREATE FUNCTION products_search_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    e search_entries;
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.search_version = OLD.search_version THEN
        RETURN NULL; -- nothing that a search sees
    END IF;
    IF NEW.status <> 'listed' THEN
        DELETE FROM search_entries WHERE id = NEW.id;
        RETURN NULL;
    END IF;
    e := search_entry(NEW);
    IF TG_OP = 'UPDATE' AND OLD.status = 'listed' THEN
        UPDATE search_entries SET tier = e.tier, org_id = e.org_id, category_id = e.category_id, sold_count = e.sold_count,
            from_price_vnd = e.from_price_vnd, listed_at = e.listed_at, ocop_expires_on = e.ocop_expires_on, ocop_stars = e.ocop_stars,
            in_stock = e.in_stock, quote_only = e.quote_only, card = e.card, origin_commune = e.origin_commune, gi_label = e.gi_label,
            season_months = e.season_months, tags = e.tags, words = e.words
        WHERE id = NEW.id;
    ELSE
        INSERT INTO search_entries VALUES (e.*);
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
INSERT INTO search_entries SELECT e.* FROM products p CROSS JOIN LATERAL search_entry(p) e WHERE p.status = 'listed';
CREATE INDEX search_entries_words_idx ON search_entries USING gin (words);
CREATE TRIGGER products_search_entry AFTER INSERT OR UPDATE ON products
    FOR EACH ROW EXECUTE FUNCTION products_search_entry();

-- Nothing reads these any more; a sale had to write into both indexes.
DROP INDEX products_name_tsv_idx, products_search_tsv_idx;
ALTER TABLE products DROP COLUMN name_tsv;

-- +goose Down
ALTER TABLE products
    ADD COLUMN name_tsv tsvector GENERATED ALWAYS AS (
        array_to_tsvector(array_remove(string_to_array(translate(search_name || ' ' || search_spelt, E'\n', ' '), ' '), ''))) STORED;
CREATE INDEX products_name_tsv_idx ON products USING gin (name_tsv) WHERE status = 'listed';
CREATE INDEX products_search_tsv_idx ON products USING gin (search_tsv) WHERE status = 'listed';
DROP TRIGGER products_search_entry ON products;
DROP FUNCTION products_search_entry, search_entry, search_card, search_words_of, search_tier;
DROP TABLE search_entries;
