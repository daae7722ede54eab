-- +goose Up
-- What stands on the shelf of alcohol is for adults and bears the special consumption tax:
-- rows from before the market said so by the shelf.
UPDATE products p SET min_age = 18, vat_treatment = 'excise', version = version + 1
FROM categories k WHERE k.id = p.category_id AND k.slug = 'do-uong-co-con' AND (p.min_age <> 18 OR p.vat_treatment <> 'excise');

-- +goose Down
-- What they said before was not lawful and is not kept.
SELECT 1;
