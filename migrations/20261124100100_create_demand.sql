-- +goose Up
-- An agreement between provinces or organisations under which demands can be posted,
-- such as Yên Bái–Bình Thuận 2023–2025. Kept by the Alliance.
CREATE TABLE linkage_programmes (
    id         uuid PRIMARY KEY,
    slug       text NOT NULL,
    name_vi    text NOT NULL,
    name_en    text NOT NULL,
    starts_on  date NOT NULL,
    ends_on    date NOT NULL, -- the last day
    note       text NOT NULL DEFAULT '',
    is_sample  boolean NOT NULL DEFAULT false,
    version    bigint NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT linkage_programmes_slug_key UNIQUE (slug),
    CONSTRAINT linkage_programmes_dates_ck CHECK (ends_on > starts_on),
    CONSTRAINT linkage_programmes_name_ck CHECK (char_length(name_vi) BETWEEN 2 AND 200)
);

-- A member is a province (all its cooperatives) or one organisation.
CREATE TABLE linkage_members (
    programme_id  uuid NOT NULL REFERENCES linkage_programmes ON DELETE CASCADE,
    province_code text REFERENCES admin_units, -- exactly one of the two
    org_id        uuid REFERENCES organisations, -- exactly one of the two
    CONSTRAINT linkage_members_one_ck CHECK (num_nonnulls(province_code, org_id) = 1),
    CONSTRAINT linkage_members_province_key UNIQUE (programme_id, province_code),
    CONSTRAINT linkage_members_org_key UNIQUE (programme_id, org_id)
);

-- What a buyer asks the cooperatives for.
CREATE TABLE demands (
    id             uuid PRIMARY KEY,
    code           text NOT NULL,
    org_id         uuid NOT NULL REFERENCES organisations,
    status         text NOT NULL,
    revision       integer NOT NULL DEFAULT 0, -- of what cooperatives see; 0 while a draft
    title          text NOT NULL,
    audience       text NOT NULL,
    programme_id   uuid REFERENCES linkage_programmes, -- null: under no programme
    commune_code   text NOT NULL, -- where to
    address_line   text NOT NULL,
    delivery       text NOT NULL,
    payment        text NOT NULL,
    deposit_pct    smallint NOT NULL DEFAULT 0,
    credit_days    smallint NOT NULL DEFAULT 0,
    sealed         boolean NOT NULL,            -- offers are seen by the buyer only
    answer_by      timestamptz NOT NULL,
    note           text NOT NULL DEFAULT '',
    is_sample      boolean NOT NULL DEFAULT false,
    version        bigint NOT NULL DEFAULT 1,
    created_by     uuid REFERENCES users, -- null: loaded with the demo
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    published_at   timestamptz, -- null: never published
    ended_at       timestamptz, -- null: not closed, awarded or expired
    CONSTRAINT demands_code_key UNIQUE (code),
    CONSTRAINT demands_status_ck CHECK (status IN ('draft', 'published', 'amended', 'closed', 'awarded', 'expired')),
    CONSTRAINT demands_revision_ck CHECK (CASE status WHEN 'draft' THEN revision = 0 WHEN 'published' THEN revision = 1 WHEN 'amended' THEN revision > 1 ELSE revision >= 0 END),
    CONSTRAINT demands_published_ck CHECK ((revision > 0) = (published_at IS NOT NULL)),
    CONSTRAINT demands_ended_ck CHECK ((status IN ('closed', 'awarded', 'expired')) = (ended_at IS NOT NULL)),
    CONSTRAINT demands_title_ck CHECK (char_length(title) BETWEEN 2 AND 160),
    CONSTRAINT demands_audience_ck CHECK (audience IN ('all', 'invited', 'programme')),
    CONSTRAINT demands_programme_ck CHECK (audience <> 'programme' OR programme_id IS NOT NULL),
    CONSTRAINT demands_delivery_ck CHECK (delivery IN ('delivered', 'pickup')),
    CONSTRAINT demands_payment_ck CHECK (payment IN ('deposit', 'on_delivery', 'monthly_invoice')),
    CONSTRAINT demands_deposit_ck CHECK (deposit_pct BETWEEN 0 AND 100 AND (payment = 'deposit') = (deposit_pct > 0)),
    CONSTRAINT demands_credit_ck CHECK (credit_days BETWEEN 0 AND 120 AND (payment = 'monthly_invoice' OR credit_days = 0))
);
CREATE INDEX demands_org_idx ON demands (org_id, updated_at DESC, id DESC);
CREATE INDEX demands_open_idx ON demands (published_at DESC, id DESC) WHERE status IN ('published', 'amended');

CREATE TABLE demand_lines (
    id            uuid PRIMARY KEY,
    demand_id     uuid NOT NULL REFERENCES demands ON DELETE CASCADE,
    position      integer NOT NULL,
    type_code     text NOT NULL REFERENCES product_types,
    product_id    uuid REFERENCES products, -- null: any product of the type
    specification text NOT NULL DEFAULT '',
    unit          text NOT NULL,
    quantity      bigint NOT NULL, -- in each period
    frequency     text NOT NULL,
    from_on       date NOT NULL,
    to_on         date NOT NULL, -- the last day
    target_vnd    bigint NOT NULL DEFAULT 0, -- per unit, at the door; 0: not told
    highest_vnd   bigint NOT NULL DEFAULT 0, -- per unit, at the door; 0: no bound
    stars         smallint NOT NULL DEFAULT 0,
    certificates  text[] NOT NULL DEFAULT '{}',
    tolerance_pct smallint NOT NULL DEFAULT 0,
    least_pct     smallint NOT NULL DEFAULT 0, -- of the quantity; a period filled less is of no use
    sureness      text NOT NULL DEFAULT 'hoped', -- least that is asked of a supplier
    most_suppliers smallint NOT NULL DEFAULT 0, -- 0: any number
    CONSTRAINT demand_lines_position_key UNIQUE (demand_id, position) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT demand_lines_sureness_ck CHECK (sureness IN ('standing', 'planned', 'hoped')),
    CONSTRAINT demand_lines_suppliers_ck CHECK (most_suppliers BETWEEN 0 AND 660),
    CONSTRAINT demand_lines_quantity_ck CHECK (quantity BETWEEN 1 AND 100000000),
    CONSTRAINT demand_lines_frequency_ck CHECK (frequency IN ('once', 'weekly', 'monthly')),
    CONSTRAINT demand_lines_dates_ck CHECK (to_on >= from_on AND to_on <= from_on + 1100),
    CONSTRAINT demand_lines_prices_ck CHECK (target_vnd BETWEEN 0 AND 1000000000 AND highest_vnd BETWEEN 0 AND 1000000000 AND (highest_vnd = 0 OR target_vnd <= highest_vnd)),
    CONSTRAINT demand_lines_stars_ck CHECK (stars IN (0, 3, 4, 5)),
    CONSTRAINT demand_lines_certificates_ck CHECK (certificates <@ ARRAY['vietgap', 'organic', 'haccp', 'veterinary']),
    CONSTRAINT demand_lines_pct_ck CHECK (tolerance_pct BETWEEN 0 AND 50 AND least_pct BETWEEN 0 AND 100)
);
CREATE INDEX demand_lines_type_idx ON demand_lines (type_code);

CREATE TABLE demand_invitations (
    demand_id uuid NOT NULL REFERENCES demands ON DELETE CASCADE,
    org_id    uuid NOT NULL REFERENCES organisations,
    PRIMARY KEY (demand_id, org_id)
);

-- Every published wording of a demand. Append-only.
CREATE TABLE demand_revisions (
    demand_id    uuid NOT NULL REFERENCES demands,
    revision     integer NOT NULL,
    content      jsonb NOT NULL,
    published_by uuid,          -- null: loaded with the demo
    published_at timestamptz NOT NULL,
    PRIMARY KEY (demand_id, revision),
    CONSTRAINT demand_revisions_revision_ck CHECK (revision > 0)
);
CREATE TRIGGER demand_revisions_append_only BEFORE UPDATE OR DELETE ON demand_revisions
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- The timeline of a demand. Append-only.
CREATE TABLE demand_events (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    demand_id  uuid NOT NULL REFERENCES demands,
    kind       text NOT NULL,
    actor_kind text NOT NULL,
    actor_id   uuid,           -- null: the system
    note       text NOT NULL DEFAULT '',
    at         timestamptz NOT NULL,
    CONSTRAINT demand_events_kind_ck CHECK (kind IN ('published', 'amended', 'closed', 'awarded', 'expired')),
    CONSTRAINT demand_events_actor_ck CHECK (actor_kind IN ('buyer', 'alliance', 'system'))
);
CREATE INDEX demand_events_demand_idx ON demand_events (demand_id, id);
CREATE TRIGGER demand_events_append_only BEFORE UPDATE OR DELETE ON demand_events
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- Whether a cooperative may answer a demand.
CREATE FUNCTION demand_admits(of_demand uuid, of_audience text, of_programme uuid, of_org uuid) RETURNS boolean
    LANGUAGE sql STABLE AS $$
SELECT CASE of_audience
    WHEN 'all' THEN true
    WHEN 'invited' THEN EXISTS (SELECT 1 FROM demand_invitations i WHERE i.demand_id = of_demand AND i.org_id = of_org)
    ELSE EXISTS (
        SELECT 1 FROM linkage_members m LEFT JOIN cooperative_profiles c ON c.org_id = of_org
        WHERE m.programme_id = of_programme AND (m.org_id = of_org OR m.province_code = c.province_code))
    END
$$;

-- +goose Down
DROP FUNCTION demand_admits(uuid, text, uuid, uuid);
DROP TABLE demand_events, demand_revisions, demand_invitations, demand_lines, demands, linkage_members, linkage_programmes;
