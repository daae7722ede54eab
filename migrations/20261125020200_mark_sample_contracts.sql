-- +goose Up
ALTER TABLE contracts ADD COLUMN is_sample boolean NOT NULL DEFAULT false; -- made up for the demo

-- +goose Down
ALTER TABLE contracts DROP COLUMN is_sample;
