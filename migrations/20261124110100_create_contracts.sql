-- +goose Up
-- A framework contract (hợp đồng bao tiêu) between one buyer and the cooperatives that keep it together.
CREATE TABLE contracts (
    id               uuid PRIMARY KEY,
    code             text NOT NULL,
    demand_id        uuid REFERENCES demands, -- null: not out of a demand
    buyer_org_id     uuid NOT NULL REFERENCES organisations,
    programme_id     uuid REFERENCES linkage_programmes, -- null: under no programme
    status           text NOT NULL,
    title            text NOT NULL,
    delivery         text NOT NULL,
    commune_code     text NOT NULL,
    address_line     text NOT NULL,
    payment          text NOT NULL,
    deposit_pct      smallint NOT NULL,
    credit_days      smallint NOT NULL,
    tolerance_pct    smallint NOT NULL, -- short by so much is kept
    short_penalty_bp smallint NOT NULL, -- hundredths of a percent of the value that is short
    late_penalty_bp  smallint NOT NULL, -- of the value of the delivery, for each day
    miss_after_days  smallint NOT NULL, -- days after the due day when nothing sent counts as missed
    substitution     boolean NOT NULL,  -- the buyer consents beforehand to others making up a shortfall
    note             text NOT NULL,
    document         integer NOT NULL DEFAULT 0, -- the one being signed or signed; 0: none yet
    version          bigint NOT NULL DEFAULT 1,
    created_by       uuid REFERENCES users, -- null: loaded with the demo
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    activated_at     timestamptz, -- null: not signed by all yet
    ended_at         timestamptz, -- null: neither completed nor terminated
    CONSTRAINT contracts_code_key UNIQUE (code),
    CONSTRAINT contracts_status_ck CHECK (status IN ('draft', 'signing', 'active', 'completed', 'terminated')),
    CONSTRAINT contracts_document_ck CHECK (status NOT IN ('signing', 'active', 'completed') OR document > 0),
    CONSTRAINT contracts_active_ck CHECK (status <> 'active' OR activated_at IS NOT NULL),
    CONSTRAINT contracts_ended_ck CHECK ((status IN ('completed', 'terminated')) = (ended_at IS NOT NULL)),
    CONSTRAINT contracts_delivery_ck CHECK (delivery IN ('delivered', 'pickup')),
    CONSTRAINT contracts_payment_ck CHECK (payment IN ('deposit', 'on_delivery', 'monthly_invoice')),
    CONSTRAINT contracts_money_ck CHECK (deposit_pct BETWEEN 0 AND 100 AND credit_days BETWEEN 0 AND 120 AND tolerance_pct BETWEEN 0 AND 50),
    -- Luật Thương mại 2005, Điều 301: a penalty is at most 8 % of the value of what was not kept.
    CONSTRAINT contracts_penalty_ck CHECK (short_penalty_bp BETWEEN 0 AND 800 AND late_penalty_bp BETWEEN 0 AND 800),
    CONSTRAINT contracts_miss_ck CHECK (miss_after_days BETWEEN 0 AND 60)
);
CREATE UNIQUE INDEX contracts_demand_idx ON contracts (demand_id) WHERE demand_id IS NOT NULL AND status <> 'terminated';
CREATE INDEX contracts_buyer_idx ON contracts (buyer_org_id, updated_at DESC, id DESC);

-- What one cooperative delivers of one line out of one capacity.
CREATE TABLE contract_shares (
    id            uuid PRIMARY KEY,
    contract_id   uuid NOT NULL REFERENCES contracts,
    org_id        uuid NOT NULL REFERENCES organisations,
    line_id       uuid NOT NULL,
    type_code     text NOT NULL REFERENCES product_types,
    product_id    uuid REFERENCES products, -- null: any product of the type
    specification text NOT NULL,
    unit          text NOT NULL,
    capacity_id   uuid NOT NULL REFERENCES capacities,
    lead_days     smallint NOT NULL,
    price         jsonb NOT NULL, -- contract.Price
    position      integer NOT NULL,
    CONSTRAINT contract_shares_position_key UNIQUE (contract_id, position)
);
CREATE INDEX contract_shares_org_idx ON contract_shares (org_id);

-- One month of a share. Delivered + remaining + forgiven = contracted: what is neither
-- delivered nor forgiven remains.
CREATE TABLE contract_periods (
    share_id   uuid NOT NULL REFERENCES contract_shares,
    month      date NOT NULL,
    contracted bigint NOT NULL,
    delivered  bigint NOT NULL DEFAULT 0,
    forgiven   bigint NOT NULL DEFAULT 0, -- moved to others, within tolerance, waived or ended with the contract
    remaining  bigint GENERATED ALWAYS AS (contracted - delivered - forgiven) STORED,
    PRIMARY KEY (share_id, month),
    CONSTRAINT contract_periods_month_ck CHECK (month = date_trunc('month', month)::date),
    CONSTRAINT contract_periods_amounts_ck CHECK (contracted >= 0 AND delivered >= 0 AND forgiven >= 0),
    CONSTRAINT contract_periods_remaining_ck CHECK (delivered + forgiven <= contracted)
);

-- Which capacity stands behind it: per month the claims sum up to contracted − forgiven, and
-- per period of a capacity to what supply holds promised to the contract.
CREATE TABLE contract_claims (
    share_id  uuid NOT NULL,
    month     date NOT NULL,
    period_id uuid NOT NULL REFERENCES capacity_periods,
    quantity  bigint NOT NULL,
    PRIMARY KEY (share_id, month, period_id),
    FOREIGN KEY (share_id, month) REFERENCES contract_periods (share_id, month),
    CONSTRAINT contract_claims_quantity_ck CHECK (quantity > 0)
);
CREATE INDEX contract_claims_period_idx ON contract_claims (period_id);

-- Why a month's figures changed. Append-only.
CREATE TABLE contract_adjustments (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    contract_id uuid NOT NULL REFERENCES contracts,
    share_id    uuid NOT NULL REFERENCES contract_shares,
    month       date NOT NULL,
    kind        text NOT NULL,
    contracted  bigint NOT NULL, -- changed by
    delivered   bigint NOT NULL, -- changed by
    forgiven    bigint NOT NULL, -- changed by
    delivery_id uuid,            -- null: of none
    at          timestamptz NOT NULL,
    CONSTRAINT contract_adjustments_kind_ck CHECK (kind IN ('delivered', 'tolerance', 'waived', 'moved', 'taken', 'addendum', 'ended'))
);
CREATE INDEX contract_adjustments_contract_idx ON contract_adjustments (contract_id, id);
CREATE TRIGGER contract_adjustments_append_only BEFORE UPDATE OR DELETE ON contract_adjustments
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- The paper, as it was shown to those who signed it. Append-only: its hash is what was signed.
CREATE TABLE contract_documents (
    contract_id uuid NOT NULL REFERENCES contracts,
    number      integer NOT NULL,
    kind        text NOT NULL,
    addendum_id uuid,             -- null: the contract itself
    pdf_vi      bytea NOT NULL,   -- the binding wording
    pdf_en      bytea NOT NULL,   -- its translation
    sha256_vi   bytea NOT NULL,
    sha256_en   bytea NOT NULL,
    parties     uuid[] NOT NULL,  -- who must sign
    at          timestamptz NOT NULL,
    PRIMARY KEY (contract_id, number),
    CONSTRAINT contract_documents_kind_ck CHECK (kind IN ('contract', 'addendum') AND (kind = 'addendum') = (addendum_id IS NOT NULL)),
    CONSTRAINT contract_documents_hash_ck CHECK (sha256_vi = sha256(pdf_vi) AND sha256_en = sha256(pdf_en))
);
CREATE TRIGGER contract_documents_append_only BEFORE UPDATE OR DELETE ON contract_documents
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- One-time codes by e-mail. Only the hash is kept.
CREATE TABLE signing_codes (
    id          uuid PRIMARY KEY,
    contract_id uuid NOT NULL,
    number      integer NOT NULL,
    org_id      uuid NOT NULL REFERENCES organisations,
    user_id     uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    code_hash   bytea NOT NULL,
    tries_left  smallint NOT NULL,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz, -- null: not used
    created_at  timestamptz NOT NULL,
    FOREIGN KEY (contract_id, number) REFERENCES contract_documents (contract_id, number),
    CONSTRAINT signing_codes_tries_ck CHECK (tries_left >= 0)
);
CREATE INDEX signing_codes_idx ON signing_codes (contract_id, number, user_id, created_at DESC);

-- Who signed what, when, over which hash. Append-only.
CREATE TABLE contract_signatures (
    contract_id uuid NOT NULL,
    number      integer NOT NULL,
    org_id      uuid NOT NULL REFERENCES organisations,
    user_id     uuid NOT NULL,
    full_name   text NOT NULL,
    sha256      bytea NOT NULL, -- of the Vietnamese document
    code_id     uuid NOT NULL,
    at          timestamptz NOT NULL,
    PRIMARY KEY (contract_id, number, org_id),
    FOREIGN KEY (contract_id, number) REFERENCES contract_documents (contract_id, number)
);
CREATE TRIGGER contract_signatures_append_only BEFORE UPDATE OR DELETE ON contract_signatures
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- The timeline of a contract. Append-only.
CREATE TABLE contract_events (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    contract_id uuid NOT NULL REFERENCES contracts,
    kind        text NOT NULL,
    actor_kind  text NOT NULL,
    actor_id    uuid,          -- null: the system
    org_id      uuid,          -- null: the system
    subject_id  uuid,          -- the delivery, shortfall or addendum; null: the contract
    note        text NOT NULL DEFAULT '',
    at          timestamptz NOT NULL
);
CREATE INDEX contract_events_contract_idx ON contract_events (contract_id, id);
CREATE TRIGGER contract_events_append_only BEFORE UPDATE OR DELETE ON contract_events
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- Changes after the signing, which all whom they touch sign.
CREATE TABLE contract_addenda (
    id          uuid PRIMARY KEY,
    contract_id uuid NOT NULL REFERENCES contracts,
    ordinal     integer NOT NULL,
    status      text NOT NULL,
    proposed_by uuid NOT NULL REFERENCES organisations,
    changes     jsonb NOT NULL, -- contract.Changes
    document    integer NOT NULL,
    version     bigint NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CONSTRAINT contract_addenda_ordinal_key UNIQUE (contract_id, ordinal),
    CONSTRAINT contract_addenda_status_ck CHECK (status IN ('proposed', 'in_force', 'refused', 'withdrawn'))
);

-- Published quotes that index prices follow, kept by the Alliance.
CREATE TABLE price_quotes (
    index_code text NOT NULL,
    quoted_on  date NOT NULL,
    value_vnd  bigint NOT NULL,
    source     text NOT NULL,
    kept_by    uuid REFERENCES users,
    at         timestamptz NOT NULL,
    PRIMARY KEY (index_code, quoted_on),
    CONSTRAINT price_quotes_code_ck CHECK (index_code ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
    CONSTRAINT price_quotes_value_ck CHECK (value_vnd BETWEEN 1 AND 1000000000)
);

-- The calendar of a contract: planned, then called off in time, then delivered.
CREATE TABLE contract_deliveries (
    id           uuid PRIMARY KEY,
    code         text NOT NULL,
    contract_id  uuid NOT NULL REFERENCES contracts,
    share_id     uuid NOT NULL,
    month        date NOT NULL,
    due_on       date NOT NULL,
    quantity     bigint NOT NULL, -- called for
    status       text NOT NULL,
    stated       bigint,          -- what the cooperative confirmed; null: not yet
    shipped      bigint,          -- sum of its lots; null: not sent
    accepted     bigint,          -- null: not decided
    unit_price_vnd bigint,        -- as it was settled; null: not yet
    reason       text NOT NULL DEFAULT '',
    version      bigint NOT NULL DEFAULT 1,
    called_at    timestamptz,
    shipped_at   timestamptz,
    ended_at     timestamptz,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    FOREIGN KEY (share_id, month) REFERENCES contract_periods (share_id, month),
    CONSTRAINT contract_deliveries_code_key UNIQUE (code),
    CONSTRAINT contract_deliveries_status_ck CHECK (status IN ('planned', 'called', 'confirmed', 'shipped', 'accepted', 'accepted_part', 'rejected', 'missed', 'cancelled')),
    CONSTRAINT contract_deliveries_amounts_ck CHECK (quantity > 0 AND stated BETWEEN 0 AND quantity AND shipped BETWEEN 0 AND quantity AND accepted BETWEEN 0 AND shipped)
);
CREATE INDEX contract_deliveries_contract_idx ON contract_deliveries (contract_id, due_on, id);
CREATE INDEX contract_deliveries_due_idx ON contract_deliveries (due_on) WHERE status IN ('planned', 'called', 'confirmed');

CREATE TABLE delivery_lots (
    delivery_id uuid NOT NULL REFERENCES contract_deliveries,
    position    integer NOT NULL,
    code        text NOT NULL,
    quantity    bigint NOT NULL,
    weight_g    bigint NOT NULL,
    PRIMARY KEY (delivery_id, position),
    CONSTRAINT delivery_lots_code_ck CHECK (char_length(code) BETWEEN 1 AND 60),
    CONSTRAINT delivery_lots_amounts_ck CHECK (quantity > 0 AND weight_g > 0)
);
CREATE TRIGGER delivery_lots_append_only BEFORE UPDATE OR DELETE ON delivery_lots
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- Pictures of what was not accepted.
CREATE TABLE delivery_photos (
    id          uuid PRIMARY KEY,
    delivery_id uuid NOT NULL REFERENCES contract_deliveries,
    org_id      uuid NOT NULL REFERENCES organisations,
    media_type  text NOT NULL,
    blob_key    text NOT NULL,
    sha256      bytea NOT NULL,
    at          timestamptz NOT NULL,
    CONSTRAINT delivery_photos_type_ck CHECK (media_type IN ('image/jpeg', 'image/png'))
);
CREATE INDEX delivery_photos_delivery_idx ON delivery_photos (delivery_id);

-- Goods that a cooperative does not bring, offered to others.
CREATE TABLE contract_shortfalls (
    id          uuid PRIMARY KEY,
    contract_id uuid NOT NULL REFERENCES contracts,
    delivery_id uuid NOT NULL REFERENCES contract_deliveries,
    share_id    uuid NOT NULL REFERENCES contract_shares,
    month       date NOT NULL,
    predicted   boolean NOT NULL, -- before the goods were sent
    quantity    bigint NOT NULL,
    taken       bigint NOT NULL DEFAULT 0,
    status      text NOT NULL,
    closes_at   timestamptz NOT NULL,
    version     bigint NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CONSTRAINT contract_shortfalls_status_ck CHECK (status IN ('raised', 'offered', 'taken', 'waived', 'lapsed')),
    CONSTRAINT contract_shortfalls_amounts_ck CHECK (quantity > 0 AND taken BETWEEN 0 AND quantity)
);
CREATE UNIQUE INDEX contract_shortfalls_open_idx ON contract_shortfalls (delivery_id) WHERE status IN ('raised', 'offered');
CREATE INDEX contract_shortfalls_contract_idx ON contract_shortfalls (contract_id, created_at);

-- Who was asked to make it up.
CREATE TABLE shortfall_candidates (
    shortfall_id uuid NOT NULL REFERENCES contract_shortfalls,
    org_id       uuid NOT NULL REFERENCES organisations,
    capacity_id  uuid NOT NULL REFERENCES capacities,
    at           timestamptz NOT NULL,
    PRIMARY KEY (shortfall_id, org_id, capacity_id)
);
CREATE INDEX shortfall_candidates_org_idx ON shortfall_candidates (org_id);

-- What is to be paid because of a contract. No money moves here. Append-only.
CREATE TABLE payment_obligations (
    id          uuid PRIMARY KEY,
    contract_id uuid NOT NULL REFERENCES contracts,
    share_id    uuid NOT NULL REFERENCES contract_shares,
    delivery_id uuid,            -- null: the deposit
    kind        text NOT NULL,
    debtor_id   uuid NOT NULL REFERENCES organisations,
    creditor_id uuid NOT NULL REFERENCES organisations,
    amount_vnd  bigint NOT NULL,
    due_on      date NOT NULL,
    at          timestamptz NOT NULL,
    CONSTRAINT payment_obligations_kind_ck CHECK (kind IN ('deposit', 'goods', 'penalty') AND (kind = 'deposit') = (delivery_id IS NULL)),
    CONSTRAINT payment_obligations_amount_ck CHECK (amount_vnd > 0 AND debtor_id <> creditor_id)
);
CREATE UNIQUE INDEX payment_obligations_once_idx ON payment_obligations (share_id, kind, coalesce(delivery_id, share_id));
CREATE INDEX payment_obligations_contract_idx ON payment_obligations (contract_id, at);
CREATE TRIGGER payment_obligations_append_only BEFORE UPDATE OR DELETE ON payment_obligations
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- The secret by which a calendar program reads the deliveries of an organisation.
CREATE TABLE calendar_feeds (
    org_id      uuid PRIMARY KEY REFERENCES organisations,
    secret_hash bytea NOT NULL,
    created_by  uuid REFERENCES users,
    created_at  timestamptz NOT NULL,
    CONSTRAINT calendar_feeds_secret_key UNIQUE (secret_hash)
);

-- +goose Down
DROP TABLE calendar_feeds, payment_obligations, shortfall_candidates, contract_shortfalls, delivery_photos, delivery_lots, contract_deliveries,
    price_quotes, contract_addenda, contract_events, contract_signatures, signing_codes, contract_documents, contract_adjustments, contract_claims,
    contract_periods, contract_shares, contracts;
