-- +goose Up
-- Administrative units of Vietnam, dated. A unit is a territory: a mere change
-- of rank or name keeps its row (the former form becomes an alias), a change of
-- extent closes the row and opens another. The state (GSO) gives old codes to
-- new territories (04672 was thị trấn Sơn Thịnh and is now the larger xã Văn
-- Chấn), so the key is ours: the bare GSO code for the map of July 2025, and
-- 'pre2025-…' for units closed by that reform. A key is never changed or reused.
CREATE TABLE admin_units (
    code        text NOT NULL,
    gso_code    text NOT NULL,  -- '' where the source gives none
    level       text NOT NULL,
    kind        text NOT NULL,
    name        text NOT NULL,  -- without the kind: Văn Chấn
    full_name   text NOT NULL,  -- as in running text: xã Văn Chấn
    name_norm   text NOT NULL,  -- folded: van chan
    parent_code text,           -- null: a province has none
    valid_from  date,           -- null: since before our data begins
    valid_to    date,           -- first day it is known to be gone; null: still valid
    CONSTRAINT admin_units_pk PRIMARY KEY (code),
    CONSTRAINT admin_units_parent_fk FOREIGN KEY (parent_code) REFERENCES admin_units (code),
    CONSTRAINT admin_units_level_kind_ck CHECK (
        (level = 'province' AND kind IN ('province', 'city'))
        OR (level = 'district' AND kind IN ('district', 'urban_district', 'town', 'provincial_city'))
        OR (level = 'commune' AND kind IN ('commune', 'ward', 'township', 'special_zone'))),
    CONSTRAINT admin_units_parent_ck CHECK ((level = 'province') = (parent_code IS NULL)),
    CONSTRAINT admin_units_names_ck CHECK (code <> '' AND name <> '' AND full_name <> '' AND name_norm <> ''),
    CONSTRAINT admin_units_dates_ck CHECK (valid_from < valid_to)
);
-- One valid unit per GSO code, however often the code was used before.
CREATE UNIQUE INDEX admin_units_valid_gso_uq ON admin_units (gso_code) WHERE valid_to IS NULL AND gso_code <> '';
CREATE INDEX admin_units_parent_ix ON admin_units (parent_code);

-- Other spellings under which people know a unit. Names are searched in memory
-- (package place keeps a small snapshot), so the folded columns bear no index.
CREATE TABLE admin_unit_aliases (
    unit_code     text NOT NULL,
    spelling      text NOT NULL,  -- may begin with a kind: tỉnh Đồng Nai
    spelling_norm text NOT NULL,
    why           text NOT NULL,
    until         date,           -- for former_*: first day it no longer was the official form
    source        text NOT NULL,
    CONSTRAINT admin_unit_aliases_pk PRIMARY KEY (unit_code, spelling),
    CONSTRAINT admin_unit_aliases_unit_fk FOREIGN KEY (unit_code) REFERENCES admin_units (code),
    CONSTRAINT admin_unit_aliases_why_ck CHECK (why IN ('spelling', 'short', 'former_name', 'former_rank')),
    CONSTRAINT admin_unit_aliases_until_ck CHECK ((why LIKE 'former%') = (until IS NOT NULL)),
    CONSTRAINT admin_unit_aliases_text_ck CHECK (spelling <> '' AND spelling_norm <> '' AND source <> '')
);

-- Where the people and land of a closed unit went. Several rows: it was divided;
-- is_default marks the part the source names first, if it names one.
CREATE TABLE admin_unit_successors (
    old_code   text NOT NULL,
    new_code   text NOT NULL,
    is_default boolean NOT NULL,
    CONSTRAINT admin_unit_successors_pk PRIMARY KEY (old_code, new_code),
    CONSTRAINT admin_unit_successors_old_fk FOREIGN KEY (old_code) REFERENCES admin_units (code),
    CONSTRAINT admin_unit_successors_new_fk FOREIGN KEY (new_code) REFERENCES admin_units (code),
    CONSTRAINT admin_unit_successors_self_ck CHECK (old_code <> new_code)
);
CREATE UNIQUE INDEX admin_unit_successors_default_uq ON admin_unit_successors (old_code) WHERE is_default;
CREATE INDEX admin_unit_successors_new_ix ON admin_unit_successors (new_code);

-- Which release of the embedded data is loaded: one row.
CREATE TABLE admin_unit_release (
    "only"    boolean NOT NULL DEFAULT true,
    version   text NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT admin_unit_release_pk PRIMARY KEY ("only"),
    CONSTRAINT admin_unit_release_one_ck CHECK ("only")
);

-- +goose Down
DROP TABLE admin_unit_release, admin_unit_successors, admin_unit_aliases, admin_units;
