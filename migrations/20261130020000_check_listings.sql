-- +goose Up
-- Whether a cooperative's goods go on the shelf at once. Those of others wait for the
-- Alliance's check. Whoever sells here already has been looked at.
ALTER TABLE organisations ADD COLUMN trusted boolean NOT NULL DEFAULT false;
UPDATE organisations SET trusted = true WHERE kind = 'cooperative' AND status = 'verified';

-- A draft is saved while it is typed: it may lack what the shelf needs.
ALTER TABLE products ALTER COLUMN category_id DROP NOT NULL;
ALTER TABLE products
    DROP CONSTRAINT products_status_ck,
    DROP CONSTRAINT products_name_ck,
    -- Why a product is hidden: '' by its cooperative.
    ADD COLUMN hidden_for  text NOT NULL DEFAULT '',
    -- When it goes on the shelf by itself; null: not planned.
    ADD COLUMN go_live_at  timestamptz,
    -- Leaves the shelf out of its season and comes back with it.
    ADD COLUMN season_auto boolean NOT NULL DEFAULT false,
    -- When the Alliance approved the words it has now; null: not looked at.
    ADD COLUMN approved_at timestamptz,
    ADD CONSTRAINT products_status_ck CHECK (status IN ('draft', 'in_review', 'refused', 'listed', 'hidden', 'archived')),
    ADD CONSTRAINT products_name_ck CHECK (char_length(name_vi) <= 160 AND (status IN ('draft', 'archived') OR char_length(name_vi) >= 2)),
    ADD CONSTRAINT products_shelved_ck CHECK (status IN ('draft', 'archived') OR category_id IS NOT NULL),
    ADD CONSTRAINT products_hidden_for_ck CHECK (hidden_for IN ('', 'season', 'schedule', 'alliance', 'stale')
        AND (hidden_for = '' OR status IN ('hidden', 'archived')));
CREATE INDEX products_go_live_idx ON products (go_live_at) WHERE hidden_for = 'schedule';
CREATE INDEX products_season_auto_idx ON products (id) WHERE season_auto AND status IN ('listed', 'hidden');

-- Each time a listing asked for the Alliance's check, and the answer.
CREATE TABLE listing_reviews (
    id           uuid PRIMARY KEY,
    product_id   uuid NOT NULL REFERENCES products ON DELETE CASCADE,
    submitted_by uuid,        -- null: the system
    submitted_at timestamptz NOT NULL,
    verdict      text,        -- null: waiting
    reason       text NOT NULL DEFAULT '',
    decided_by   uuid,        -- null: waiting, or taken back by the system
    decided_at   timestamptz, -- null: waiting
    CONSTRAINT listing_reviews_verdict_ck CHECK (verdict IN ('approved', 'refused', 'withdrawn')),
    CONSTRAINT listing_reviews_decided_ck CHECK ((verdict IS NULL) = (decided_at IS NULL)),
    CONSTRAINT listing_reviews_reason_ck CHECK (verdict IS DISTINCT FROM 'refused' OR reason <> '')
);
CREATE UNIQUE INDEX listing_reviews_waiting_idx ON listing_reviews (product_id) WHERE verdict IS NULL;
CREATE INDEX listing_reviews_queue_idx ON listing_reviews (submitted_at, id) WHERE verdict IS NULL;
CREATE INDEX listing_reviews_product_idx ON listing_reviews (product_id, submitted_at);

-- Every change of a product that left its first draft: which field, from what, to what. Append-only.
CREATE TABLE product_changes (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    product_id uuid NOT NULL REFERENCES products,
    actor_id   uuid,             -- null: the system
    kind       text NOT NULL,
    fields     jsonb NOT NULL,   -- [{"field":"nameVi","from":"…","to":"…"}]
    undoes     bigint REFERENCES product_changes, -- null: no undoing
    at         timestamptz NOT NULL,
    CONSTRAINT product_changes_kind_ck CHECK (kind IN ('edit', 'undo', 'picture', 'status', 'review')),
    CONSTRAINT product_changes_undo_ck CHECK ((kind = 'undo') = (undoes IS NOT NULL)),
    CONSTRAINT product_changes_fields_ck CHECK (jsonb_typeof(fields) = 'array' AND jsonb_array_length(fields) > 0)
);
CREATE INDEX product_changes_product_idx ON product_changes (product_id, id DESC);
CREATE TRIGGER product_changes_append_only BEFORE UPDATE OR DELETE ON product_changes
    FOR EACH ROW EXECUTE FUNCTION refuse_rewrite();

-- Pictures taken off a product, kept so that taking one off can be undone.
CREATE TABLE removed_pictures (LIKE pictures INCLUDING DEFAULTS);
ALTER TABLE removed_pictures ADD PRIMARY KEY (id),
    ADD FOREIGN KEY (product_id) REFERENCES products ON DELETE CASCADE;
CREATE INDEX removed_pictures_product_idx ON removed_pictures (product_id);

-- +goose Down
DROP TABLE removed_pictures, product_changes, listing_reviews;
DROP INDEX products_season_auto_idx, products_go_live_idx;
UPDATE products SET status = 'hidden' WHERE status IN ('in_review', 'refused');
DELETE FROM products WHERE category_id IS NULL OR char_length(name_vi) < 2;
ALTER TABLE products
    DROP CONSTRAINT products_hidden_for_ck,
    DROP CONSTRAINT products_shelved_ck,
    DROP CONSTRAINT products_name_ck,
    DROP CONSTRAINT products_status_ck,
    DROP COLUMN approved_at,
    DROP COLUMN season_auto,
    DROP COLUMN go_live_at,
    DROP COLUMN hidden_for,
    ADD CONSTRAINT products_status_ck CHECK (status IN ('draft', 'listed', 'hidden', 'archived')),
    ADD CONSTRAINT products_name_ck CHECK (char_length(name_vi) BETWEEN 2 AND 160),
    ALTER COLUMN category_id SET NOT NULL;
ALTER TABLE organisations DROP COLUMN trusted;
