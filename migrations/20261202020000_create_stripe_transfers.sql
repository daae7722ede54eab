-- +goose Up
-- Payouts to cooperatives that have an account with Stripe: docs/decisions/0057-payouts-through-stripe.md.

-- What a payment came to in the balance that Stripe keeps for the market: the rate of transfers.
ALTER TABLE stripe_intents
    ADD COLUMN settled_currency text,  -- null: Stripe has not said, or did before this was kept
    ADD COLUMN settled_gross    bigint, -- in the currency's smallest unit
    ADD CONSTRAINT stripe_intents_settled_ck CHECK ((settled_currency IS NULL) = (settled_gross IS NULL));
CREATE INDEX stripe_intents_settled_idx ON stripe_intents (settled_currency, created_at DESC) WHERE settled_gross > 0;

-- Connected accounts as Stripe told of them last.
CREATE TABLE stripe_accounts (
    id         text PRIMARY KEY,
    ready      boolean NOT NULL, -- takes transfers and pays them out
    country    text NOT NULL,
    checked_at timestamptz NOT NULL,
    CONSTRAINT stripe_accounts_id_ck CHECK (id ~ '^acct_[0-9A-Za-z]{4,60}$')
);

-- Transfers to connected accounts, each of one transfer of a batch of payouts.
CREATE TABLE stripe_transfers (
    id             uuid PRIMARY KEY,
    destination    text NOT NULL,
    transfer_group text NOT NULL,           -- the payout's reference
    amount_vnd     bigint NOT NULL,
    amount         bigint NOT NULL,         -- in the currency's smallest unit, at the rate when it was noted
    currency       text NOT NULL,
    stripe_id      text,                    -- null: not sent yet, or nobody knows
    number         bigint NOT NULL DEFAULT 1, -- of the key it is sent, and then reversed, under
    state          text NOT NULL,
    failure        text NOT NULL DEFAULT '',
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CONSTRAINT stripe_transfers_stripe_key UNIQUE (stripe_id),
    CONSTRAINT stripe_transfers_amount_ck CHECK (amount_vnd > 0 AND amount > 0),
    CONSTRAINT stripe_transfers_state_ck CHECK (state IN ('sending', 'sent', 'failed', 'reversed')),
    CONSTRAINT stripe_transfers_known_ck CHECK (state NOT IN ('sent', 'reversed') OR stripe_id IS NOT NULL)
);

ALTER TABLE payout_accounts
    ADD COLUMN stripe_account text NOT NULL DEFAULT '', -- instead of bank and number
    DROP CONSTRAINT payout_accounts_bin_ck, DROP CONSTRAINT payout_accounts_no_ck,
    ADD CONSTRAINT payout_accounts_where_ck CHECK (CASE WHEN stripe_account = '' THEN bank_bin ~ '^[0-9]{6}$' AND account_no ~ '^[0-9A-Z]{4,19}$'
        ELSE stripe_account ~ '^acct_[0-9A-Za-z]{4,60}$' AND bank_bin = '' AND account_no = '' END);

ALTER TABLE payout_transfers
    ADD COLUMN stripe_account text NOT NULL DEFAULT '', -- instead of bank and number
    ADD COLUMN begun_at       timestamptz,              -- when Stripe was asked: from then on it is not discarded; null: not
    ADD CONSTRAINT payout_transfers_stripe_ck CHECK (CASE WHEN stripe_account = '' THEN begun_at IS NULL ELSE kind = 'payout' AND bank_bin = '' END);
CREATE INDEX payout_transfers_stripe_idx ON payout_transfers (batch_id) WHERE stripe_account <> '' AND state = 'ready';

-- Out of which account a payout went, so that what comes back goes back there.
ALTER TABLE book_payouts
    ADD COLUMN through text NOT NULL DEFAULT 'bank',
    ADD CONSTRAINT book_payouts_through_ck CHECK (through IN ('bank', 'stripe'));

-- +goose Down
ALTER TABLE book_payouts DROP COLUMN through;
DROP INDEX payout_transfers_stripe_idx;
ALTER TABLE payout_transfers DROP CONSTRAINT payout_transfers_stripe_ck, DROP COLUMN begun_at, DROP COLUMN stripe_account;
DELETE FROM payout_accounts WHERE stripe_account <> '';
ALTER TABLE payout_accounts DROP CONSTRAINT payout_accounts_where_ck, DROP COLUMN stripe_account,
    ADD CONSTRAINT payout_accounts_bin_ck CHECK (bank_bin ~ '^[0-9]{6}$'),
    ADD CONSTRAINT payout_accounts_no_ck CHECK (account_no ~ '^[0-9A-Z]{4,19}$');
DROP TABLE stripe_transfers, stripe_accounts;
DROP INDEX stripe_intents_settled_idx;
ALTER TABLE stripe_intents DROP CONSTRAINT stripe_intents_settled_ck, DROP COLUMN settled_gross, DROP COLUMN settled_currency;
