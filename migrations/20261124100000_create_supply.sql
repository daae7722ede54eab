-- +goose Up
-- What is traded in bulk, and in which unit. Kept here because contracts, boards and
-- statistics must agree on it; a retail product maps to at most one of them.
CREATE TABLE product_types (
    code          text PRIMARY KEY,
    name_vi       text NOT NULL,
    name_en       text NOT NULL,
    unit          text NOT NULL,
    unit_weight_g bigint NOT NULL, -- of one unit ready for the lorry, for freight
    position      integer NOT NULL,
    CONSTRAINT product_types_code_ck CHECK (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT product_types_unit_ck CHECK (unit IN ('con', 'kg', 'lít', 'quả', 'hộp', 'cái', 'tấn')),
    CONSTRAINT product_types_weight_ck CHECK (unit_weight_g > 0)
);

INSERT INTO product_types (code, name_vi, name_en, unit, unit_weight_g, position) VALUES
    ('ga-hmong-thuong-pham', 'Gà H''Mông thương phẩm', 'Market-weight H''Mông chicken', 'con', 1600, 10),
    ('ga-den-lam-sach', 'Gà đen làm sạch', 'Dressed black chicken', 'con', 1400, 20),
    ('ca-tam', 'Cá tầm', 'Sturgeon', 'kg', 1500, 30),
    ('thit-trau-gac-bep', 'Thịt trâu gác bếp', 'Smoke-dried buffalo', 'kg', 1100, 40),
    ('ca-say-thac-ba', 'Cá sấy hồ Thác Bà', 'Dried fish of Thác Bà lake', 'kg', 1100, 50),
    ('che-shan-tuyet', 'Chè Shan tuyết', 'Shan tuyết tea', 'kg', 1200, 60),
    ('che-xanh', 'Chè xanh', 'Green tea', 'kg', 1200, 70),
    ('tra-que', 'Trà quế', 'Cinnamon tea', 'hộp', 80, 80),
    ('que-thanh', 'Quế thanh, quế chi', 'Cinnamon bark', 'kg', 1200, 90),
    ('bot-que', 'Bột quế', 'Ground cinnamon', 'kg', 1100, 100),
    ('tinh-dau-que', 'Tinh dầu quế', 'Cinnamon oil', 'lít', 1300, 110),
    ('nep-tan-tu-le', 'Gạo nếp Tan Tú Lệ', 'Tú Lệ sticky rice', 'kg', 1010, 120),
    ('gao-muong-lo', 'Gạo tẻ Mường Lò', 'Mường Lò rice', 'kg', 1010, 130),
    ('com-tu-le', 'Cốm Tú Lệ', 'Tú Lệ green rice flakes', 'kg', 1100, 140),
    ('mien-dao', 'Miến đao', 'Canna vermicelli', 'kg', 1100, 150),
    ('mang-bat-do-tuoi', 'Măng Bát Độ tươi', 'Fresh Bát Độ bamboo shoots', 'kg', 1050, 160),
    ('mang-kho', 'Măng khô', 'Dried bamboo shoots', 'kg', 1300, 170),
    ('tao-meo-tuoi', 'Táo mèo tươi (sơn tra)', 'Fresh H''Mông apple', 'kg', 1050, 180),
    ('tao-meo-kho', 'Táo mèo khô', 'Dried H''Mông apple', 'kg', 1200, 190),
    ('mut-tao-meo', 'Mứt, ô mai táo mèo', 'H''Mông apple preserves', 'kg', 1200, 200),
    ('mat-ong', 'Mật ong', 'Honey', 'lít', 1600, 210),
    ('buoi-dai-minh', 'Bưởi Đại Minh', 'Đại Minh pomelo', 'quả', 1200, 220),
    ('cam', 'Cam Văn Chấn, Lục Yên', 'Oranges of Văn Chấn and Lục Yên', 'kg', 1050, 230),
    ('khoai-so-nuong', 'Khoai sọ nương', 'Upland taro', 'kg', 1020, 240),
    ('lac-do', 'Lạc đỏ', 'Red peanuts', 'kg', 1020, 250),
    ('dau-lac', 'Dầu lạc', 'Peanut oil', 'lít', 1100, 260),
    ('phan-trun-que', 'Phân trùn quế', 'Vermicompost', 'kg', 1010, 270),
    ('vien-nen', 'Viên nén gỗ, quế', 'Wood and cinnamon pellets', 'tấn', 1010000, 280);

ALTER TABLE products ADD COLUMN type_code text REFERENCES product_types; -- null: not traded in bulk
CREATE INDEX products_type_idx ON products (type_code, org_id) WHERE type_code IS NOT NULL;

-- What a cooperative declares that it can deliver, period after period.
CREATE TABLE capacities (
    id             uuid PRIMARY KEY,
    org_id         uuid NOT NULL REFERENCES organisations,
    type_code      text NOT NULL REFERENCES product_types,
    product_id     uuid REFERENCES products, -- null: of the type in general, not one listed product
    unit           text NOT NULL,            -- the type's, repeated so that no figure stands without it
    grade          text NOT NULL DEFAULT '',
    period         text NOT NULL,
    sureness       text NOT NULL,
    min_qty        bigint NOT NULL,          -- least that is worth a delivery, in a period
    lot_qty        bigint NOT NULL,          -- deliveries are whole lots
    lead_days      smallint NOT NULL,
    pickup_commune text NOT NULL,
    season_months  smallint[] NOT NULL,
    note           text NOT NULL DEFAULT '',
    status         text NOT NULL DEFAULT 'open',
    is_sample      boolean NOT NULL DEFAULT false,
    version        bigint NOT NULL DEFAULT 1,
    created_by     uuid REFERENCES users,    -- null: loaded with the demo
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CONSTRAINT capacities_period_ck CHECK (period IN ('week', 'month')),
    CONSTRAINT capacities_sureness_ck CHECK (sureness IN ('standing', 'planned', 'hoped')),
    CONSTRAINT capacities_status_ck CHECK (status IN ('open', 'withdrawn')),
    CONSTRAINT capacities_lots_ck CHECK (min_qty BETWEEN 1 AND 100000000 AND lot_qty BETWEEN 1 AND 100000000),
    CONSTRAINT capacities_lead_ck CHECK (lead_days BETWEEN 0 AND 365),
    CONSTRAINT capacities_grade_ck CHECK (char_length(grade) <= 60),
    CONSTRAINT capacities_season_ck CHECK (season_months <@ ARRAY[1,2,3,4,5,6,7,8,9,10,11,12]::smallint[] AND cardinality(season_months) BETWEEN 1 AND 12)
);
-- The same goods are declared once: two declarations of one flock would be promised twice.
CREATE UNIQUE INDEX capacities_once_idx ON capacities (org_id, type_code, coalesce(product_id, '00000000-0000-0000-0000-000000000000'), lower(grade))
    WHERE status = 'open';
CREATE INDEX capacities_type_idx ON capacities (type_code) WHERE status = 'open';
CREATE INDEX capacities_org_idx ON capacities (org_id, updated_at DESC, id DESC);

-- One period of a capacity: the one place that knows what of it can still be promised,
-- declared − promised − retail. Rows are locked in id order.
CREATE TABLE capacity_periods (
    id            uuid PRIMARY KEY,
    capacity_id   uuid NOT NULL REFERENCES capacities ON DELETE CASCADE,
    starts_on     date NOT NULL,
    ends_on       date NOT NULL, -- the last day
    declared      bigint NOT NULL,
    retail        bigint NOT NULL DEFAULT 0, -- set aside for the shop's shelf
    promised      bigint NOT NULL DEFAULT 0, -- sum of the period's promises
    shelved_milli bigint NOT NULL DEFAULT 0, -- thousandths of a unit put on the shop's shelf out of retail
    open          boolean NOT NULL DEFAULT true, -- false once the capacity is withdrawn
    version       bigint NOT NULL DEFAULT 1,
    CONSTRAINT capacity_periods_start_key UNIQUE (capacity_id, starts_on), -- aligned periods with different starts never overlap
    CONSTRAINT capacity_periods_aligned_ck CHECK (
        starts_on = date_trunc('month', starts_on)::date AND ends_on = (date_trunc('month', starts_on) + interval '1 month - 1 day')::date
        OR extract(isodow FROM starts_on) = 1 AND ends_on = starts_on + 6),
    CONSTRAINT capacity_periods_amounts_ck CHECK (declared BETWEEN 0 AND 100000000 AND retail >= 0 AND promised >= 0 AND shelved_milli >= 0),
    CONSTRAINT capacity_periods_promised_ck CHECK (promised + retail <= declared),
    CONSTRAINT capacity_periods_shelved_ck CHECK (shelved_milli <= retail * 1000)
) WITH (fillfactor = 70);
CREATE INDEX capacity_periods_start_idx ON capacity_periods (starts_on);

CREATE TABLE capacity_tiers (
    capacity_id uuid NOT NULL REFERENCES capacities ON DELETE CASCADE,
    min_qty     bigint NOT NULL,
    price_vnd   bigint NOT NULL,
    PRIMARY KEY (capacity_id, min_qty),
    CONSTRAINT capacity_tiers_ck CHECK (min_qty > 0 AND price_vnd BETWEEN 1 AND 1000000000)
);

-- OCOP stars are not here: they hang on products and end by themselves (catalog).
CREATE TABLE capacity_certificates (
    capacity_id uuid NOT NULL REFERENCES capacities ON DELETE CASCADE,
    kind        text NOT NULL,
    number      text NOT NULL,
    issuer      text NOT NULL,
    expires_on  date NOT NULL,
    PRIMARY KEY (capacity_id, kind),
    CONSTRAINT capacity_certificates_kind_ck CHECK (kind IN ('vietgap', 'organic', 'haccp', 'veterinary')),
    CONSTRAINT capacity_certificates_number_ck CHECK (char_length(number) BETWEEN 1 AND 80)
);

-- Who holds what of a period. Their sum is capacity_periods.promised.
CREATE TABLE promises (
    id           uuid PRIMARY KEY,
    period_id    uuid NOT NULL REFERENCES capacity_periods,
    quantity     bigint NOT NULL,
    holder_kind  text NOT NULL,
    holder_id    uuid NOT NULL, -- the offer, award, contract or standing order; no foreign key, for they are other capabilities'
    buyer_org_id uuid NOT NULL REFERENCES organisations,
    label        text NOT NULL, -- how the holder is called, for whoever is told of it
    created_at   timestamptz NOT NULL,
    CONSTRAINT promises_holder_key UNIQUE (holder_kind, holder_id, period_id),
    CONSTRAINT promises_kind_ck CHECK (holder_kind IN ('offer', 'award', 'contract', 'standing_order')),
    CONSTRAINT promises_quantity_ck CHECK (quantity > 0)
);
CREATE INDEX promises_period_idx ON promises (period_id);

-- How many thousandths of a bulk unit one piece of a retail variant is: 250 g of a type
-- sold by kg are 250; one con of a type sold by con is 1000.
CREATE FUNCTION type_milli(variant_unit text, net_g bigint, type_unit text, unit_g bigint) RETURNS bigint
    LANGUAGE sql IMMUTABLE AS $$
SELECT CASE WHEN type_unit = 'kg' AND net_g > 0 THEN net_g
            WHEN lower(variant_unit) = type_unit OR net_g = 0 THEN 1000
            ELSE greatest(1, (net_g * 1000 + unit_g - 1) / unit_g) END
$$;

-- What stands on the shop's shelf of the goods that a capacity speaks of. Locks it, so that
-- shelf and declaration cannot pass each other.
-- +goose StatementBegin
CREATE FUNCTION shelf_milli(of_org uuid, of_type text, of_product uuid) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    total bigint;
BEGIN
    PERFORM 1 FROM stock_items s JOIN variants v ON v.id = s.variant_id JOIN products p ON p.id = v.product_id
    WHERE p.org_id = of_org AND p.type_code = of_type AND (of_product IS NULL OR p.id = of_product)
    ORDER BY s.variant_id FOR SHARE OF s;
    SELECT coalesce(sum(s.on_hand * type_milli(v.unit, v.net_weight_g, t.unit, t.unit_weight_g)), 0) INTO total
    FROM stock_items s JOIN variants v ON v.id = s.variant_id JOIN products p ON p.id = v.product_id JOIN product_types t ON t.code = p.type_code
    WHERE p.org_id = of_org AND p.type_code = of_type AND (of_product IS NULL OR p.id = of_product);
    RETURN total;
END $$;

-- What is put on the shelf comes out of the retail allotment of the period of that day, and the
-- constraint refuses more than was set aside. Shipping and returns move what is on the shelf already.
CREATE FUNCTION stock_moves_shelve() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    slot  uuid;
    moved bigint;
BEGIN
    SELECT x.id, NEW.delta * type_milli(v.unit, v.net_weight_g, t.unit, t.unit_weight_g) INTO slot, moved
    FROM variants v
    JOIN products p ON p.id = v.product_id
    JOIN product_types t ON t.code = p.type_code
    JOIN capacities c ON c.org_id = p.org_id AND c.type_code = p.type_code AND (c.product_id = p.id OR c.product_id IS NULL)
    JOIN capacity_periods x ON x.capacity_id = c.id AND x.open
        AND (NEW.at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date BETWEEN x.starts_on AND x.ends_on
    WHERE v.id = NEW.variant_id
    ORDER BY c.product_id IS NULL, x.retail = 0, c.id
    LIMIT 1;
    IF slot IS NOT NULL THEN
        -- Goods of earlier periods may leave the shelf as well, so it stops at nought.
        UPDATE capacity_periods SET shelved_milli = greatest(0, shelved_milli + moved), version = version + 1 WHERE id = slot;
    END IF;
    RETURN NULL;
END $$;
-- +goose StatementEnd
CREATE TRIGGER stock_moves_shelve AFTER INSERT ON stock_moves
    FOR EACH ROW WHEN (NEW.reason IN ('opening', 'receive', 'adjust')) EXECUTE FUNCTION stock_moves_shelve();

-- Where provinces lie, for road distance: the administrative seat, in ten-thousandths of a degree.
CREATE TABLE province_points (
    province_code text PRIMARY KEY,
    lat_e4        integer NOT NULL,
    lon_e4        integer NOT NULL,
    CONSTRAINT province_points_ck CHECK (lat_e4 BETWEEN 80000 AND 240000 AND lon_e4 BETWEEN 1020000 AND 1150000)
);
-- Read off a map to about a kilometre; good for freight, not for surveying.
INSERT INTO province_points (province_code, lat_e4, lon_e4) VALUES
    ('01', 210285, 1058542), ('04', 226657, 1062522), ('08', 218233, 1052140), ('11', 213860, 1030230),
    ('12', 223862, 1034703), ('14', 213270, 1039144), ('15', 217050, 1048750), ('19', 215942, 1058482),
    ('20', 218537, 1067615), ('22', 209517, 1070748), ('24', 212731, 1061946), ('25', 213227, 1054019),
    ('31', 208449, 1066881), ('33', 206464, 1060511), ('37', 202506, 1059745), ('38', 198067, 1057852),
    ('40', 186796, 1056813), ('42', 183428, 1059057), ('44', 174689, 1066223), ('46', 164637, 1075909),
    ('48', 160544, 1082022), ('51', 151214, 1088044), ('52', 137820, 1092190), ('56', 122388, 1091967),
    ('66', 126667, 1080500), ('68', 119404, 1084583), ('75', 109447, 1068243), ('79', 107769, 1067009),
    ('80', 105359, 1064137), ('82', 103600, 1063600), ('86', 102537, 1059722), ('91', 100125, 1050809),
    ('92', 100452, 1057469), ('96', 91769, 1051524);

-- Bulk freight by lorry: what the tonne costs to load, and each further kilometre of it
-- up to a distance, so that a longer way never costs less.
CREATE TABLE freight_rates (
    valid_from        date NOT NULL,
    up_to_km          integer NOT NULL,
    loading_vnd       bigint NOT NULL, -- per tonne
    vnd_per_tonne_km  bigint NOT NULL,
    is_sample         boolean NOT NULL DEFAULT false,
    PRIMARY KEY (valid_from, up_to_km),
    CONSTRAINT freight_rates_ck CHECK (up_to_km > 0 AND loading_vnd >= 0 AND vnd_per_tonne_km > 0)
);

-- +goose Down
DROP TABLE freight_rates, province_points;
DROP TRIGGER stock_moves_shelve ON stock_moves;
DROP FUNCTION stock_moves_shelve(), shelf_milli(uuid, text, uuid), type_milli(text, bigint, text, bigint);
DROP TABLE promises, capacity_certificates, capacity_tiers, capacity_periods, capacities;
ALTER TABLE products DROP COLUMN type_code;
DROP TABLE product_types;
