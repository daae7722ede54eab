-- +goose Up
-- A transfer of ours, its return and a payout of Stripe each stand on one line of the bank at
-- most: whatever the program does, none of them counts twice.
CREATE UNIQUE INDEX line_states_ours_key ON line_states (reference, outcome)
    WHERE state = 'matched' AND outcome IN ('sent', 'returned', 'stripe', 'stripe_back');
-- Payouts of Stripe are looked up by what they came to.
CREATE INDEX stripe_payouts_amount_idx ON stripe_payouts (amount);

-- +goose Down
DROP INDEX stripe_payouts_amount_idx;
DROP INDEX line_states_ours_key;
