-- +goose Up
-- What the Alliance set for sharing between small and other cooperatives: one row. 0 means no rule.
CREATE TABLE matching_fairness (
    "only"           boolean PRIMARY KEY DEFAULT true,
    most_large_pct   smallint NOT NULL DEFAULT 0, -- most of a line's month for one cooperative that is not small
    most_small_pct   smallint NOT NULL DEFAULT 0, -- most of a line's month for one small cooperative
    small_floor_pct  smallint NOT NULL DEFAULT 0, -- what small cooperatives should have of each line
    premium_permille smallint NOT NULL DEFAULT 0, -- how much dearer a line may become for it
    version          bigint NOT NULL DEFAULT 1,
    updated_by       uuid REFERENCES users,       -- null: never changed
    CONSTRAINT matching_fairness_one_ck CHECK ("only"),
    CONSTRAINT matching_fairness_ck CHECK (most_large_pct BETWEEN 0 AND 100 AND most_small_pct BETWEEN 0 AND 100
        AND small_floor_pct BETWEEN 0 AND 100 AND premium_permille BETWEEN 0 AND 200)
);
INSERT INTO matching_fairness DEFAULT VALUES;

-- Cooperatives that the Alliance counts as small.
CREATE TABLE matching_small (
    org_id uuid PRIMARY KEY REFERENCES organisations ON DELETE CASCADE
);

-- +goose Down
DROP TABLE matching_small, matching_fairness;
