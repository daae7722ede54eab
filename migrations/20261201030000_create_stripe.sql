-- +goose Up
-- What Stripe was asked, and what it told. docs/decisions/0050-stripe-is-asked-never-believed.md says why.

-- Every request that changes something at Stripe, under its Idempotency-Key. In progress: nobody knows
-- yet whether it was carried out; the same request under the same key tells.
CREATE TABLE stripe_calls (
    key         text PRIMARY KEY,
    operation   text NOT NULL,
    fingerprint bytea NOT NULL,  -- of what was asked; the key never takes another request
    state       text NOT NULL,
    response    jsonb,           -- without secrets
    failure     jsonb,           -- why it failed, or why it is still in progress
    attempts    bigint NOT NULL DEFAULT 1,
    created_at  timestamptz NOT NULL,
    updated_at  timestamptz NOT NULL,
    CONSTRAINT stripe_calls_key_ck CHECK (char_length(key) BETWEEN 8 AND 255),
    CONSTRAINT stripe_calls_fingerprint_ck CHECK (octet_length(fingerprint) = 32),
    CONSTRAINT stripe_calls_state_ck CHECK (state IN ('in_progress', 'done', 'failed')),
    CONSTRAINT stripe_calls_response_ck CHECK ((state = 'done') = (response IS NOT NULL)),
    CONSTRAINT stripe_calls_failure_ck CHECK (state <> 'failed' OR failure IS NOT NULL)
);
CREATE INDEX stripe_calls_open_idx ON stripe_calls (updated_at) WHERE state = 'in_progress';

-- Payments at Stripe (PaymentIntents). A request to pay has one that is open at most.
CREATE TABLE stripe_intents (
    id           text PRIMARY KEY,
    request_id   uuid NOT NULL,
    number       bigint NOT NULL,           -- of the request's, from 1
    amount_vnd   bigint NOT NULL,           -- asked for
    received_vnd bigint NOT NULL DEFAULT 0, -- taken, as Stripe says
    status       text NOT NULL,             -- Stripe's
    decline      text NOT NULL DEFAULT '',  -- why the last try failed
    charge       text NOT NULL DEFAULT '',
    fee_vnd      bigint,                    -- null: not known yet
    created_at   timestamptz NOT NULL,
    checked_at   timestamptz NOT NULL,      -- when Stripe was last asked
    check_at     timestamptz,               -- when it is asked again; null: never
    completed_at timestamptz,               -- the money is with its purchase
    CONSTRAINT stripe_intents_request_key UNIQUE (request_id, number),
    CONSTRAINT stripe_intents_amount_ck CHECK (amount_vnd > 0 AND received_vnd >= 0),
    CONSTRAINT stripe_intents_status_ck CHECK (status IN ('requires_payment_method', 'requires_confirmation', 'requires_action',
        'processing', 'requires_capture', 'succeeded', 'canceled')),
    CONSTRAINT stripe_intents_completed_ck CHECK (completed_at IS NULL OR status = 'succeeded')
);
CREATE UNIQUE INDEX stripe_intents_one_open_idx ON stripe_intents (request_id) WHERE status NOT IN ('succeeded', 'canceled');
CREATE INDEX stripe_intents_silent_idx ON stripe_intents (check_at) WHERE check_at IS NOT NULL;

-- +goose StatementBegin
-- Whatever comes late or twice: what has ended stays ended.
CREATE FUNCTION stripe_intent_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status IN ('succeeded', 'canceled') AND NEW.status <> OLD.status THEN
        RAISE EXCEPTION 'payment % is % and stays so', OLD.id, OLD.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stripe_intents_forward', TABLE = 'stripe_intents';
    END IF;
    RETURN NEW;
END $$;
-- +goose StatementEnd
CREATE TRIGGER stripe_intents_forward BEFORE UPDATE ON stripe_intents
    FOR EACH ROW EXECUTE FUNCTION stripe_intent_goes_forward();

-- Webhooks as they came, and what the poll found that did not come.
CREATE TABLE stripe_events (
    id          text PRIMARY KEY,
    type        text NOT NULL,
    object      text NOT NULL,  -- the id of what it is about
    intent      text NOT NULL,  -- the payment it belongs to; empty: none
    raw         bytea NOT NULL,
    source      text NOT NULL,
    state       text NOT NULL DEFAULT 'new',
    attempts    bigint NOT NULL DEFAULT 0,
    failure     text NOT NULL DEFAULT '',
    created_at  timestamptz NOT NULL, -- at Stripe
    received_at timestamptz NOT NULL,
    next_at     timestamptz NOT NULL, -- when it is processed next
    ended_at    timestamptz,
    CONSTRAINT stripe_events_source_ck CHECK (source IN ('webhook', 'poll')),
    CONSTRAINT stripe_events_state_ck CHECK (state IN ('new', 'done', 'ignored', 'dead')),
    CONSTRAINT stripe_events_ended_ck CHECK ((state = 'new') = (ended_at IS NULL))
);
CREATE INDEX stripe_events_due_idx ON stripe_events (next_at, id) WHERE state = 'new';
CREATE INDEX stripe_events_dead_idx ON stripe_events (received_at DESC, id DESC) WHERE state = 'dead';

-- Up to when the list of Stripe's events was read.
CREATE TABLE stripe_polls (
    name text PRIMARY KEY,
    upto timestamptz NOT NULL
);

-- Whose saved cards are whose.
CREATE TABLE stripe_customers (
    user_id    uuid PRIMARY KEY REFERENCES users,
    customer   text NOT NULL,
    created_at timestamptz NOT NULL,
    CONSTRAINT stripe_customers_customer_key UNIQUE (customer)
);

-- Refunds that go back by card, each of a refund that the market owes.
CREATE TABLE stripe_refunds (
    refund_id  uuid PRIMARY KEY,
    intent_id  text NOT NULL REFERENCES stripe_intents,
    amount_vnd bigint NOT NULL,
    stripe_id  text,                     -- null: not sent yet, or nobody knows
    number     bigint NOT NULL DEFAULT 1, -- of the key it is sent under
    state      text NOT NULL,
    failure    text NOT NULL DEFAULT '',
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT stripe_refunds_stripe_key UNIQUE (stripe_id),
    CONSTRAINT stripe_refunds_amount_ck CHECK (amount_vnd > 0),
    CONSTRAINT stripe_refunds_state_ck CHECK (state IN ('sending', 'pending', 'succeeded', 'failed')),
    CONSTRAINT stripe_refunds_known_ck CHECK (state NOT IN ('pending', 'succeeded') OR stripe_id IS NOT NULL)
);
CREATE INDEX stripe_refunds_intent_idx ON stripe_refunds (intent_id);
CREATE INDEX stripe_refunds_open_idx ON stripe_refunds (updated_at) WHERE state IN ('sending', 'pending');

-- Payments that the holder of the card contests.
CREATE TABLE stripe_disputes (
    id          text PRIMARY KEY,
    intent_id   text NOT NULL REFERENCES stripe_intents,
    amount_vnd  bigint NOT NULL,
    fee_vnd     bigint NOT NULL DEFAULT 0,
    reason      text NOT NULL,
    status      text NOT NULL,        -- Stripe's
    opened_at   timestamptz NOT NULL,
    respond_by  timestamptz,          -- null: no answer is asked for
    decided_at  timestamptz,          -- null: not decided
    won         boolean,              -- null: not decided
    checked_at  timestamptz NOT NULL,
    CONSTRAINT stripe_disputes_amount_ck CHECK (amount_vnd > 0 AND fee_vnd >= 0),
    CONSTRAINT stripe_disputes_decided_ck CHECK ((decided_at IS NULL) = (won IS NULL))
);
CREATE INDEX stripe_disputes_newest_idx ON stripe_disputes (opened_at DESC, id DESC);
CREATE INDEX stripe_disputes_intent_idx ON stripe_disputes (intent_id);

-- What of a dispute falls to which order, and what of it is held back from its cooperative.
CREATE TABLE stripe_dispute_parts (
    id         uuid PRIMARY KEY,
    dispute_id text NOT NULL REFERENCES stripe_disputes,
    order_id   uuid NOT NULL REFERENCES orders,
    amount_vnd bigint NOT NULL,
    held_vnd   bigint NOT NULL DEFAULT 0,
    CONSTRAINT stripe_dispute_parts_order_key UNIQUE (dispute_id, order_id),
    CONSTRAINT stripe_dispute_parts_amount_ck CHECK (amount_vnd > 0 AND held_vnd BETWEEN 0 AND amount_vnd)
);

-- What Stripe sent to our bank.
CREATE TABLE stripe_payouts (
    id         text PRIMARY KEY,
    amount     bigint NOT NULL, -- in the currency's smallest unit; negative: taken from our bank
    currency   text NOT NULL,
    status     text NOT NULL,   -- Stripe's
    arrive_at  timestamptz NOT NULL,
    checked_at timestamptz NOT NULL,
    CONSTRAINT stripe_payouts_amount_ck CHECK (amount <> 0)
);
CREATE INDEX stripe_payouts_newest_idx ON stripe_payouts (arrive_at DESC, id DESC);

-- +goose Down
DROP TABLE stripe_payouts, stripe_dispute_parts, stripe_disputes, stripe_refunds, stripe_customers, stripe_polls, stripe_events, stripe_intents;
DROP FUNCTION stripe_intent_goes_forward();
DROP TABLE stripe_calls;
