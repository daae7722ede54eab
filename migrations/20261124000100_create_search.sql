-- +goose Up
-- What a search compares, kept by catalog in the transaction of the change.
ALTER TABLE products
    -- The wordings of the name, folded, a line each: Vietnamese, English, then aliases and synonyms.
    ADD COLUMN search_name text NOT NULL DEFAULT '',
    -- The same lines with their diacritics.
    ADD COLUMN search_spelt text NOT NULL DEFAULT '',
    -- Whether any variant can be bought now; kept by the triggers below.
    ADD COLUMN in_stock boolean NOT NULL DEFAULT false,
    -- Grows with every change that an index outside must learn of.
    ADD COLUMN search_version bigint NOT NULL DEFAULT 0;
-- No parser: the words are cut already, and letters outside ASCII mean the same under every locale.
ALTER TABLE products
    ADD COLUMN name_tsv tsvector GENERATED ALWAYS AS (
        array_to_tsvector(array_remove(string_to_array(translate(search_name || ' ' || search_spelt, E'\n', ' '), ' '), ''))) STORED;
CREATE INDEX products_name_tsv_idx ON products USING gin (name_tsv) WHERE status = 'listed';
-- Counting the stars of one shelf reads this index only.
CREATE INDEX products_category_stars_idx ON products (category_id, ocop_stars, ocop_expires_on) INCLUDE (org_id)
    WHERE status = 'listed' AND ocop_stars > 0;
-- Typing errors are mended against the words of the market (search_words), not against every text.
DROP INDEX products_search_trgm_idx;

-- One row for each product whose place in an index outside is not confirmed: written
-- with the change, deleted when the index has confirmed this version.
CREATE SEQUENCE search_versions;
CREATE TABLE search_changes (
    product_id uuid PRIMARY KEY, -- no foreign key: what is deleted must leave the index as well
    version    bigint NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX search_changes_version_idx ON search_changes (version);

-- +goose StatementBegin
CREATE FUNCTION products_search_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' OR (
        (OLD.status, OLD.org_id, OLD.category_id, OLD.slug, OLD.search_name, OLD.search_spelt, OLD.search_text,
         OLD.from_price_vnd, OLD.ocop_stars, OLD.ocop_expires_on, OLD.season_months, OLD.in_stock, OLD.quote_only,
         OLD.tags, OLD.gi_label, OLD.origin_commune, OLD.sold_count, OLD.listed_at)
        IS DISTINCT FROM
        (NEW.status, NEW.org_id, NEW.category_id, NEW.slug, NEW.search_name, NEW.search_spelt, NEW.search_text,
         NEW.from_price_vnd, NEW.ocop_stars, NEW.ocop_expires_on, NEW.season_months, NEW.in_stock, NEW.quote_only,
         NEW.tags, NEW.gi_label, NEW.origin_commune, NEW.sold_count, NEW.listed_at)) THEN
        NEW.search_version := nextval('search_versions');
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION products_search_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    changed uuid;
    v bigint;
BEGIN
    IF TG_OP = 'DELETE' THEN
        changed := OLD.id;
        v := nextval('search_versions');
    ELSIF TG_OP = 'UPDATE' AND NEW.search_version = OLD.search_version THEN
        RETURN NULL;
    ELSE
        changed := NEW.id;
        v := NEW.search_version;
    END IF;
    INSERT INTO search_changes AS c (product_id, version) VALUES (changed, v)
    ON CONFLICT (product_id) DO UPDATE SET version = greatest(c.version, excluded.version), changed_at = clock_timestamp();
    PERFORM pg_notify('search_changes', '');
    RETURN NULL;
END $$;
-- A seller who comes or goes takes the goods along.
CREATE FUNCTION seller_search_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE products SET search_version = nextval('search_versions')
    WHERE org_id = CASE TG_TABLE_NAME WHEN 'organisations' THEN (to_jsonb(NEW) ->> 'id')::uuid ELSE (to_jsonb(NEW) ->> 'org_id')::uuid END;
    RETURN NULL;
END $$;
-- The product is locked before its variants are looked at: of two that run out at
-- once the second sees what the first did.
CREATE FUNCTION follow_stock(product uuid) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    buyable boolean;
BEGIN
    PERFORM 1 FROM products WHERE id = product FOR NO KEY UPDATE;
    SELECT EXISTS (
        SELECT 1 FROM variants v JOIN stock_items s ON s.variant_id = v.id
        WHERE v.product_id = product AND NOT v.archived AND s.on_hand - s.reserved >= v.min_qty) INTO buyable;
    UPDATE products SET in_stock = buyable WHERE id = product AND in_stock <> buyable;
END $$;
CREATE FUNCTION stock_items_in_stock() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    product uuid;
    least_qty bigint;
BEGIN
    SELECT v.product_id, v.min_qty INTO product, least_qty FROM variants v WHERE v.id = NEW.variant_id AND NOT v.archived;
    IF FOUND AND (TG_OP = 'INSERT'
        OR (OLD.on_hand - OLD.reserved >= least_qty) <> (NEW.on_hand - NEW.reserved >= least_qty)) THEN
        PERFORM follow_stock(product);
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION variants_in_stock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM follow_stock(CASE TG_OP WHEN 'DELETE' THEN OLD.product_id ELSE NEW.product_id END);
    RETURN NULL;
END $$;
-- +goose StatementEnd

CREATE TRIGGER products_search_version BEFORE INSERT OR UPDATE ON products
    FOR EACH ROW EXECUTE FUNCTION products_search_version();
CREATE TRIGGER products_search_change AFTER INSERT OR UPDATE OR DELETE ON products
    FOR EACH ROW EXECUTE FUNCTION products_search_change();
CREATE TRIGGER organisations_search_change AFTER UPDATE OF status ON organisations
    FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION seller_search_change();
CREATE TRIGGER cooperative_profiles_search_change AFTER UPDATE OF province_code ON cooperative_profiles
    FOR EACH ROW WHEN (OLD.province_code IS DISTINCT FROM NEW.province_code) EXECUTE FUNCTION seller_search_change();
CREATE TRIGGER stock_items_in_stock AFTER INSERT OR UPDATE OF on_hand, reserved ON stock_items
    FOR EACH ROW EXECUTE FUNCTION stock_items_in_stock();
CREATE TRIGGER variants_in_stock AFTER UPDATE OF min_qty, archived OR DELETE ON variants
    FOR EACH ROW EXECUTE FUNCTION variants_in_stock();

UPDATE products p SET in_stock = EXISTS (
    SELECT 1 FROM variants v JOIN stock_items s ON s.variant_id = v.id
    WHERE v.product_id = p.id AND NOT v.archived AND s.on_hand - s.reserved >= v.min_qty),
    search_version = nextval('search_versions');

-- Other words for the same goods. "same": each term stands for the others; "wider":
-- what is called by the first term is found by the others too, not the other way round.
CREATE TABLE synonyms (
    id         uuid PRIMARY KEY,
    kind       text NOT NULL,
    terms      text[] NOT NULL,
    version    bigint NOT NULL DEFAULT 1,
    changed_by uuid REFERENCES users ON DELETE SET NULL, -- null: came with the software, or the person is gone
    updated_at timestamptz NOT NULL,
    CONSTRAINT synonyms_kind_ck CHECK (kind IN ('same', 'wider')),
    CONSTRAINT synonyms_terms_ck CHECK (cardinality(terms) BETWEEN 2 AND 12)
);
INSERT INTO synonyms (id, kind, terms, updated_at) VALUES
    ('019ab000-0000-7000-8000-000000000001', 'same', '{táo mèo,tào mèo,sơn tra,chua chát,H''Mông apple}', now()),
    ('019ab000-0000-7000-8000-000000000002', 'same', '{gà đen,gà H''Mông,gà Mông,gà mèo,gà xương đen,black chicken}', now()),
    ('019ab000-0000-7000-8000-000000000003', 'same', '{chè,trà,tea}', now()),
    ('019ab000-0000-7000-8000-000000000004', 'same', '{miến đao,miến dong,miến rong}', now()),
    ('019ab000-0000-7000-8000-000000000005', 'same', '{măng Bát Độ,măng tre Bát Độ}', now()),
    ('019ab000-0000-7000-8000-000000000006', 'same', '{nếp Tú Lệ,nếp Tan,nếp Tan Lả}', now()),
    ('019ab000-0000-7000-8000-000000000007', 'same', '{lạp sườn,lạp xưởng,lạp xường}', now()),
    ('019ab000-0000-7000-8000-000000000008', 'same', '{séng cù,sén cù,seng cù}', now()),
    ('019ab000-0000-7000-8000-000000000009', 'same', '{hợp tác xã,HTX}', now()),
    ('019ab000-0000-7000-8000-00000000000a', 'same', '{lạc,đậu phộng,đậu phụng,peanut}', now()),
    ('019ab000-0000-7000-8000-00000000000b', 'same', '{lợn,heo}', now()),
    ('019ab000-0000-7000-8000-00000000000c', 'wider', '{ngô,bắp}', now()),
    ('019ab000-0000-7000-8000-00000000000d', 'same', '{mật ong,honey}', now()),
    ('019ab000-0000-7000-8000-00000000000e', 'same', '{quế,cinnamon}', now()),
    ('019ab000-0000-7000-8000-00000000000f', 'same', '{măng,bamboo shoots}', now()),
    ('019ab000-0000-7000-8000-000000000010', 'wider', '{thịt trâu sấy,thịt gác bếp}', now()),
    ('019ab000-0000-7000-8000-000000000011', 'wider', '{thịt lợn sấy,thịt gác bếp}', now()),
    ('019ab000-0000-7000-8000-000000000012', 'same', '{sắn,khoai mì}', now()),
    ('019ab000-0000-7000-8000-000000000013', 'wider', '{dứa,thơm,khóm}', now()),
    ('019ab000-0000-7000-8000-000000000014', 'same', '{vừng,mè}', now()),
    ('019ab000-0000-7000-8000-000000000015', 'same', '{mộc nhĩ,nấm mèo,nấm tai mèo}', now()),
    ('019ab000-0000-7000-8000-000000000016', 'same', '{sắn tươi,củ mì,củ sắn}', now()),
    ('019ab000-0000-7000-8000-000000000017', 'wider', '{trứng,hột}', now()),
    ('019ab000-0000-7000-8000-000000000018', 'same', '{nếp cẩm,nếp than}', now()),
    ('019ab000-0000-7000-8000-000000000019', 'same', '{đậu tương,đậu nành}', now()),
    ('019ab000-0000-7000-8000-00000000001a', 'same', '{bánh đa,bánh tráng}', now()),
    ('019ab000-0000-7000-8000-00000000001b', 'same', '{cá quả,cá lóc}', now()),
    ('019ab000-0000-7000-8000-00000000001c', 'same', '{mướp đắng,khổ qua}', now()),
    ('019ab000-0000-7000-8000-00000000001d', 'same', '{cám gà,thức ăn cho gà,thức ăn gà}', now()),
    ('019ab000-0000-7000-8000-00000000001e', 'same', '{quýt,tangerine,mandarin}', now()),
    ('019ab000-0000-7000-8000-00000000001f', 'wider', '{quất,tắc,hạnh}', now()),
    ('019ab000-0000-7000-8000-000000000020', 'same', '{phân trùn,phân giun}', now()),
    ('019ab000-0000-7000-8000-000000000021', 'wider', '{dầu lạc,dầu ăn}', now()),
    ('019ab000-0000-7000-8000-000000000022', 'same', '{hạt dổi,hạt giổi}', now()),
    ('019ab000-0000-7000-8000-000000000023', 'wider', '{sấy,hong khói}', now()),
    ('019ab000-0000-7000-8000-000000000025', 'same', '{dứa sấy,thơm sấy}', now());

-- The words of the market with how many products have them, to mend typing errors
-- and part what was typed in one. Rebuilt daily, added to as goods change.
CREATE TABLE search_words (
    word  text PRIMARY KEY, -- with its diacritics
    count bigint NOT NULL
);
CREATE TABLE search_pairs (
    pair  text PRIMARY KEY, -- two neighbouring words, folded: "tao meo"
    count bigint NOT NULL
);
CREATE TABLE search_state (
    name  text PRIMARY KEY, -- "lexicon", "index"
    value text NOT NULL
);

-- What people look for, by day; nothing tells who.
CREATE TABLE search_days (
    day      date NOT NULL,
    query    text NOT NULL, -- folded
    typed    text NOT NULL, -- as typed last
    searches bigint NOT NULL DEFAULT 0,
    empty    bigint NOT NULL DEFAULT 0, -- of them, without a match
    clicks   bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (day, query),
    CONSTRAINT search_days_counts_ck CHECK (searches >= 0 AND empty BETWEEN 0 AND searches AND clicks >= 0)
);

-- +goose Down
DROP TABLE search_days, search_state, search_pairs, search_words, synonyms;
DROP TRIGGER variants_in_stock ON variants;
DROP TRIGGER stock_items_in_stock ON stock_items;
DROP TRIGGER cooperative_profiles_search_change ON cooperative_profiles;
DROP TRIGGER organisations_search_change ON organisations;
DROP TRIGGER products_search_change ON products;
DROP TRIGGER products_search_version ON products;
DROP FUNCTION variants_in_stock, stock_items_in_stock, follow_stock, seller_search_change, products_search_change, products_search_version;
DROP TABLE search_changes;
DROP SEQUENCE search_versions;
DROP INDEX products_category_stars_idx, products_name_tsv_idx;
ALTER TABLE products DROP COLUMN name_tsv;
ALTER TABLE products DROP COLUMN search_version, DROP COLUMN in_stock, DROP COLUMN search_spelt, DROP COLUMN search_name;
CREATE INDEX products_search_trgm_idx ON products USING gin (search_text gin_trgm_ops) WHERE status = 'listed';
