-- +goose Up
-- Whoever is asked has a date of their own: a second round gives time to those whom it asks, and
-- to nobody else.
ALTER TABLE offers ADD COLUMN answer_by timestamptz;
UPDATE offers o SET answer_by = n.answer_by FROM negotiations n WHERE n.demand_id = o.demand_id;
ALTER TABLE offers ALTER COLUMN answer_by SET NOT NULL;

-- +goose Down
ALTER TABLE offers DROP COLUMN answer_by;
