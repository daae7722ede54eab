-- +goose Up
CREATE TABLE categories (
    id        uuid PRIMARY KEY,
    slug      text NOT NULL,
    name_vi   text NOT NULL,
    name_en   text NOT NULL,
    icon      text NOT NULL,
    position  integer NOT NULL,
    aliases   text[] NOT NULL DEFAULT '{}',
    CONSTRAINT categories_slug_key UNIQUE (slug)
);

-- How a cooperative shows itself to shoppers; its legal card lives in organisations.
CREATE TABLE cooperative_profiles (
    org_id         uuid PRIMARY KEY REFERENCES organisations ON DELETE CASCADE,
    story_vi       text NOT NULL DEFAULT '',
    story_en       text NOT NULL DEFAULT '',
    province_code  text NOT NULL,  -- where it ships from
    commune_code   text,           -- null: the source names no commune
    place_vi       text NOT NULL,  -- as shown, old names included
    place_en       text NOT NULL,
    aliases        text[] NOT NULL DEFAULT '{}',
    product_count  integer NOT NULL DEFAULT 0,
    search_text    text NOT NULL DEFAULT '',
    CONSTRAINT cooperative_profiles_count_ck CHECK (product_count >= 0)
);

CREATE TABLE products (
    id              uuid PRIMARY KEY,
    org_id          uuid NOT NULL REFERENCES organisations,
    category_id     uuid NOT NULL REFERENCES categories,
    slug            text NOT NULL,
    status          text NOT NULL,
    name_vi         text NOT NULL,
    name_en         text NOT NULL DEFAULT '',
    summary_vi      text NOT NULL DEFAULT '',
    summary_en      text NOT NULL DEFAULT '',
    description_vi  text NOT NULL DEFAULT '',
    description_en  text NOT NULL DEFAULT '',
    ocop_group      text,      -- null: outside OCOP
    ocop_subgroup   smallint,  -- null: outside OCOP
    origin_vi       text NOT NULL DEFAULT '',
    origin_en       text NOT NULL DEFAULT '',
    origin_commune  text,      -- null: only the region is known
    season_months   smallint[] NOT NULL DEFAULT '{1,2,3,4,5,6,7,8,9,10,11,12}',
    harvest_vi      text NOT NULL DEFAULT '',
    harvest_en      text NOT NULL DEFAULT '',
    storage_vi      text NOT NULL DEFAULT '',
    storage_en      text NOT NULL DEFAULT '',
    shelf_life_days integer,   -- null: does not expire (crafts) or sold alive
    ship_scope      text NOT NULL DEFAULT 'nationwide',
    min_age         smallint NOT NULL DEFAULT 0,
    cold_chain      boolean NOT NULL DEFAULT false,
    live_animal     boolean NOT NULL DEFAULT false,
    quote_only      boolean NOT NULL DEFAULT false,
    gi_label        text NOT NULL DEFAULT '',
    vat_treatment   text NOT NULL DEFAULT 'standard',
    tags            text[] NOT NULL DEFAULT '{}',
    aliases         text[] NOT NULL DEFAULT '{}',
    -- Kept by catalog whenever a variant, certificate, stock or sale changes, so that lists need no join:
    from_price_vnd  bigint NOT NULL DEFAULT 0,
    ocop_stars      smallint NOT NULL DEFAULT 0,
    ocop_expires_on date NOT NULL DEFAULT '-infinity',
    sold_count      bigint NOT NULL DEFAULT 0,
    search_text     text NOT NULL DEFAULT '',
    search_tsv      tsvector GENERATED ALWAYS AS (to_tsvector('simple', search_text)) STORED,
    version         bigint NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    listed_at       timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CONSTRAINT products_slug_key UNIQUE (slug),
    CONSTRAINT products_slug_ck CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT products_status_ck CHECK (status IN ('draft', 'listed', 'hidden', 'archived')),
    CONSTRAINT products_name_ck CHECK (char_length(name_vi) BETWEEN 2 AND 160),
    CONSTRAINT products_ocop_ck CHECK ((ocop_group IS NULL) = (ocop_subgroup IS NULL)),
    CONSTRAINT products_ocop_group_ck CHECK (ocop_group IN ('TP', 'DU', 'DL', 'TC', 'SV', 'DV')),
    CONSTRAINT products_ocop_subgroup_ck CHECK (ocop_subgroup BETWEEN 1 AND 26),
    CONSTRAINT products_season_ck CHECK (season_months <@ ARRAY[1,2,3,4,5,6,7,8,9,10,11,12]::smallint[] AND cardinality(season_months) BETWEEN 1 AND 12),
    CONSTRAINT products_ship_scope_ck CHECK (ship_scope IN ('nationwide', 'north', 'province', 'pickup')),
    CONSTRAINT products_min_age_ck CHECK (min_age IN (0, 18)),
    CONSTRAINT products_stars_ck CHECK (ocop_stars IN (0, 3, 4, 5)),
    CONSTRAINT products_vat_ck CHECK (vat_treatment IN ('exempt_farm', 'reduced', 'standard')),
    CONSTRAINT products_counts_ck CHECK (from_price_vnd >= 0 AND sold_count >= 0),
    CONSTRAINT products_shelf_ck CHECK (shelf_life_days > 0)
);
-- One index for each way of sorting the public list, alone and inside a category or cooperative.
CREATE INDEX products_popular_idx ON products (sold_count DESC, id DESC) WHERE status = 'listed';
CREATE INDEX products_newest_idx ON products (listed_at DESC, id DESC) WHERE status = 'listed';
CREATE INDEX products_price_idx ON products (from_price_vnd, id) WHERE status = 'listed';
CREATE INDEX products_category_popular_idx ON products (category_id, sold_count DESC, id DESC) WHERE status = 'listed';
CREATE INDEX products_category_newest_idx ON products (category_id, listed_at DESC, id DESC) WHERE status = 'listed';
CREATE INDEX products_category_price_idx ON products (category_id, from_price_vnd, id) WHERE status = 'listed';
CREATE INDEX products_org_popular_idx ON products (org_id, sold_count DESC, id DESC) WHERE status = 'listed';
CREATE INDEX products_org_idx ON products (org_id, updated_at DESC, id DESC);
CREATE INDEX products_stars_idx ON products (ocop_stars, sold_count DESC, id DESC) WHERE status = 'listed' AND ocop_stars > 0;
CREATE INDEX products_season_idx ON products USING gin (season_months) WHERE status = 'listed';
CREATE INDEX products_search_tsv_idx ON products USING gin (search_tsv) WHERE status = 'listed';
CREATE INDEX products_search_trgm_idx ON products USING gin (search_text gin_trgm_ops) WHERE status = 'listed';

CREATE TABLE variants (
    id             uuid PRIMARY KEY,
    product_id     uuid NOT NULL REFERENCES products ON DELETE CASCADE,
    sku            text NOT NULL,
    name_vi        text NOT NULL,
    name_en        text NOT NULL,
    unit           text NOT NULL,
    net_weight_g   bigint NOT NULL,
    ship_weight_g  bigint NOT NULL,
    price_vnd      bigint NOT NULL,  -- 0 only where the product is quote-only
    min_qty        bigint NOT NULL DEFAULT 1,
    max_qty        bigint NOT NULL DEFAULT 999,
    step_qty       bigint NOT NULL DEFAULT 1,
    position       integer NOT NULL DEFAULT 0,
    archived       boolean NOT NULL DEFAULT false,
    version        bigint NOT NULL DEFAULT 1,
    updated_at     timestamptz NOT NULL,
    CONSTRAINT variants_sku_key UNIQUE (sku),
    CONSTRAINT variants_price_ck CHECK (price_vnd BETWEEN 0 AND 1000000000),
    CONSTRAINT variants_qty_ck CHECK (min_qty >= 1 AND step_qty >= 1 AND max_qty >= min_qty AND max_qty <= 1000000),
    CONSTRAINT variants_weight_ck CHECK (net_weight_g >= 0 AND ship_weight_g > 0),
    CONSTRAINT variants_unit_ck CHECK (unit <> '')
);
CREATE INDEX variants_product_idx ON variants (product_id, position);

CREATE TABLE price_tiers (
    variant_id uuid NOT NULL REFERENCES variants ON DELETE CASCADE,
    min_qty    bigint NOT NULL,
    price_vnd  bigint NOT NULL,
    PRIMARY KEY (variant_id, min_qty),
    CONSTRAINT price_tiers_ck CHECK (min_qty > 1 AND price_vnd > 0)
);

CREATE TABLE ocop_certificates (
    id           uuid PRIMARY KEY,
    product_id   uuid NOT NULL REFERENCES products ON DELETE CASCADE,
    number       text NOT NULL,
    issuer       text NOT NULL,
    issuer_level text NOT NULL,
    stars        smallint NOT NULL,
    issued_on    date NOT NULL,
    expires_on   date NOT NULL,
    is_sample    boolean NOT NULL DEFAULT false,
    source       text NOT NULL DEFAULT '',
    revoked_on   date, -- null: not revoked
    CONSTRAINT ocop_certificates_key UNIQUE (product_id, number),
    CONSTRAINT ocop_certificates_stars_ck CHECK (stars BETWEEN 3 AND 5),
    CONSTRAINT ocop_certificates_dates_ck CHECK (expires_on > issued_on),
    CONSTRAINT ocop_certificates_level_ck CHECK (issuer_level IN ('huyen', 'tinh', 'trung_uong'))
);
CREATE INDEX ocop_certificates_expiry_idx ON ocop_certificates (expires_on);

CREATE TABLE pictures (
    id           uuid PRIMARY KEY,
    product_id   uuid REFERENCES products ON DELETE CASCADE,      -- exactly one owner
    org_id       uuid REFERENCES organisations ON DELETE CASCADE, -- exactly one owner
    position     integer NOT NULL,
    width        integer NOT NULL,
    height       integer NOT NULL,
    color        text NOT NULL,  -- dominant colour, shown until the picture is there
    alt_vi       text NOT NULL DEFAULT '',
    alt_en       text NOT NULL DEFAULT '',
    sizes        jsonb NOT NULL, -- [{"w":320,"h":400,"key":"pictures/ab/…-320.jpg"}], narrowest first
    created_at   timestamptz NOT NULL,
    CONSTRAINT pictures_owner_ck CHECK (num_nonnulls(product_id, org_id) = 1),
    CONSTRAINT pictures_size_ck CHECK (width > 0 AND height > 0),
    CONSTRAINT pictures_color_ck CHECK (color ~ '^#[0-9a-f]{6}$')
);
CREATE INDEX pictures_product_idx ON pictures (product_id, position);
CREATE INDEX pictures_org_idx ON pictures (org_id, position);

-- +goose Down
DROP TABLE pictures, ocop_certificates, price_tiers, variants, products, cooperative_profiles, categories;
