-- +goose Up
-- What carriers say they took at the door (đối soát COD), as it was sent, row by row. A report: the cash is the
-- cooperative's (docs/decisions/0044-who-holds-the-cash.md), so nothing of it is in the ledger.
CREATE TABLE cod_settlements (
    id            uuid PRIMARY KEY,
    org_id        uuid REFERENCES organisations, -- the cooperative that sent it; null: the Alliance, for all
    carrier       text NOT NULL,
    file_name     text NOT NULL,
    sha256        bytea NOT NULL,
    raw           bytea NOT NULL,
    rows          integer NOT NULL,
    collected_vnd bigint NOT NULL,
    fee_vnd       bigint NOT NULL,
    paid_vnd      bigint NOT NULL,
    sample        boolean NOT NULL DEFAULT false,
    created_by    uuid,
    created_at    timestamptz NOT NULL,
    CONSTRAINT cod_settlements_carrier_ck CHECK (carrier IN ('ghn', 'ghtk', 'other')),
    CONSTRAINT cod_settlements_rows_ck CHECK (rows > 0),
    CONSTRAINT cod_settlements_sums_ck CHECK (collected_vnd >= 0 AND fee_vnd >= 0)
);
CREATE UNIQUE INDEX cod_settlements_file_key ON cod_settlements (coalesce(org_id, '00000000-0000-0000-0000-000000000000'), sha256);
CREATE INDEX cod_settlements_newest_idx ON cod_settlements (created_at DESC, id DESC);
CREATE INDEX cod_settlements_org_idx ON cod_settlements (org_id, created_at DESC, id DESC);

CREATE TABLE cod_settlement_rows (
    settlement_id uuid NOT NULL REFERENCES cod_settlements,
    line          integer NOT NULL, -- in the file, from 1
    code          text NOT NULL,    -- our order's, as written there
    tracking_code text NOT NULL,
    collected_vnd bigint NOT NULL,
    fee_vnd       bigint NOT NULL,
    paid_vnd      bigint NOT NULL,
    order_id      uuid REFERENCES orders, -- null: none of ours, or of another cooperative
    PRIMARY KEY (settlement_id, line),
    CONSTRAINT cod_settlement_rows_named_ck CHECK (code <> '' OR tracking_code <> ''),
    CONSTRAINT cod_settlement_rows_sums_ck CHECK (collected_vnd >= 0 AND fee_vnd >= 0)
);
CREATE INDEX cod_settlement_rows_order_idx ON cod_settlement_rows (order_id) WHERE order_id IS NOT NULL;

CREATE TRIGGER cod_settlements_append_only BEFORE UPDATE OR DELETE ON cod_settlements FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();
CREATE TRIGGER cod_settlement_rows_append_only BEFORE UPDATE OR DELETE ON cod_settlement_rows FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- +goose Down
DROP TABLE cod_settlement_rows, cod_settlements;
