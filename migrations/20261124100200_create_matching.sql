-- +goose Up
-- A proposed split of one demand, as it was found together with all demands that compete
-- for the same supply. Plans are kept; one is current.
CREATE TABLE match_plans (
    id          uuid PRIMARY KEY,
    demand_id   uuid NOT NULL REFERENCES demands ON DELETE CASCADE,
    revision    integer NOT NULL,
    is_current  boolean NOT NULL,
    proven      boolean NOT NULL, -- no plan fills more, and none as full is cheaper
    fill_gap    bigint NOT NULL,  -- of all that was planned together: at most so many units more
    cost_gap    bigint NOT NULL,  -- of all that was planned together: at most so many đồng less
    landed_vnd  bigint NOT NULL,
    lines       jsonb NOT NULL,   -- matching.LineProposal, with the reasons
    fingerprint bytea NOT NULL,   -- of the lines, so that the same plan is kept once
    made_at     timestamptz NOT NULL,
    checked_at  timestamptz NOT NULL, -- when it was last found again
    CONSTRAINT match_plans_gaps_ck CHECK (fill_gap >= 0 AND cost_gap >= 0 AND landed_vnd >= 0)
);
CREATE UNIQUE INDEX match_plans_current_idx ON match_plans (demand_id) WHERE is_current;
CREATE INDEX match_plans_demand_idx ON match_plans (demand_id, made_at DESC);

-- Who would give what; what an invitation to negotiate refers to.
CREATE TABLE match_shares (
    plan_id       uuid NOT NULL REFERENCES match_plans ON DELETE CASCADE,
    line_id       uuid NOT NULL, -- of the demand as it was then
    month         date NOT NULL,
    capacity_id   uuid NOT NULL REFERENCES capacities ON DELETE CASCADE,
    org_id        uuid NOT NULL REFERENCES organisations,
    quantity      bigint NOT NULL,
    unit_price_vnd bigint NOT NULL, -- ex farm
    transport_vnd bigint NOT NULL,  -- of the whole share
    landed_vnd    bigint NOT NULL,  -- of the whole share
    PRIMARY KEY (plan_id, line_id, month, capacity_id),
    CONSTRAINT match_shares_ck CHECK (quantity > 0 AND unit_price_vnd > 0 AND transport_vnd >= 0 AND landed_vnd = quantity * unit_price_vnd + transport_vnd)
);
CREATE INDEX match_shares_org_idx ON match_shares (org_id);

-- +goose Down
DROP TABLE match_shares, match_plans;
