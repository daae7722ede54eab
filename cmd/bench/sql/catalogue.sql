-- A market of {orgs} cooperatives and {products} products. Ids and every
-- "random" choice are computed from row numbers, so that two runs hold the same
-- data and a load generator can name a row without asking for it.
SET session_replication_role = replica; -- no foreign key is looked up for each row: the rows fit by construction
SET synchronous_commit = off;

INSERT INTO province_regions (province_code, region)
SELECT code, CASE WHEN code < '38' THEN 'bac' WHEN code < '66' THEN 'trung' ELSE 'nam' END
FROM admin_units WHERE level = 'province' AND valid_to IS NULL;
INSERT INTO shipping_rates (zone, valid_from, first_g, first_vnd, step_g, step_vnd, cold_vnd, days_min, days_max) VALUES
    ('noi_tinh', '2026-01-01', 500, 16500, 500, 2500, 15000, 1, 2),
    ('mien_bac', '2026-01-01', 500, 28000, 500, 4500, 35000, 2, 3),
    ('lien_mien', '2026-01-01', 500, 36000, 500, 9000, 80000, 3, 6);

INSERT INTO categories (id, slug, name_vi, name_en, icon, position)
SELECT bench_id('8008', nr), key_slug, vi, en, 'package', nr FROM bench_words WHERE list = 'category';

INSERT INTO organisations (id, kind, slug, legal_name, short_name, status, registration_no, registration_issuer, registration_date,
    representative, phone, email, address, is_demo, created_at, updated_at)
SELECT bench_id('8001', n), 'cooperative', 'hop-tac-xa-' || n, 'Hợp tác xã nông nghiệp số ' || n || ' (dữ liệu đo)', 'HTX số ' || n, 'verified',
    'BENCH-' || n, 'Cơ quan đăng ký mẫu', date '2015-01-01' + (n % 3000)::int, 'Người đại diện mẫu', '+84216' || lpad(n::text, 7, '0'),
    'htx' || n || '@bench.test', 'Thôn ' || n || ', xã Văn Chấn, tỉnh Lào Cai', true, now() - interval '900 days', now() - interval '30 days'
FROM generate_series(1, {orgs}) n;
INSERT INTO cooperative_profiles (org_id, story_vi, story_en, province_code, commune_code, place_vi, place_en, search_text)
SELECT bench_id('8001', n), repeat('Chúng tôi trồng và chế biến nông sản trên núi, làm sạch và nói thật. ', 6),
    repeat('We grow and make food in the mountains, clean and honest. ', 6), '15', '04672',
    'xã Văn Chấn, tỉnh Lào Cai (trước 7/2025: huyện Văn Chấn, tỉnh Yên Bái)', 'Văn Chấn commune, Lào Cai province', 'htx so ' || n || E'\nxa van chan tinh lao cai'
FROM generate_series(1, {orgs}) n;
INSERT INTO pictures (id, org_id, position, width, height, color, alt_vi, sizes, created_at)
SELECT bench_id('800b', n), bench_id('8001', n), 0, 1600, 900, '#6b8e4e', 'Ruộng bậc thang', bench_sizes(n), now()
FROM generate_series(1, {orgs}) n;

-- Few products sell much, most sell little; one in forty is a draft or hidden,
-- three in ten bear stars (a tenth of them expired), one in a hundred is by quotation.
INSERT INTO products (id, org_id, category_id, slug, status, name_vi, name_en, summary_vi, summary_en, description_vi, description_en,
    ocop_group, ocop_subgroup, origin_vi, origin_en, season_months, storage_vi, storage_en, shelf_life_days, quote_only, vat_treatment,
    tags, from_price_vnd, ocop_stars, ocop_expires_on, sold_count, search_text, search_name, search_spelt, in_stock, search_version, created_at, listed_at, updated_at)
SELECT bench_id('8002', n), bench_id('8001', bench_org(n)), bench_id('8008', 1 + n % 12), w.key_slug || '-' || n,
    CASE WHEN n % 89 = 37 THEN 'draft' WHEN n % 83 = 73 THEN 'hidden' ELSE 'listed' END,
    w.vi || ' ' || a.vi, w.en || ', ' || a.en,
    w.vi || ' của núi rừng Tây Bắc, làm theo cách của bà con, đóng gói sạch.', w.en || ' of the north-western mountains, made the local way.',
    repeat(w.vi || ' được làm từ nguyên liệu trồng trên độ cao hơn tám trăm mét. ', 8), repeat(w.en || ' is made of what grows above eight hundred metres. ', 8),
    'TP', 1 + n % 26, 'Vùng Yên Bái', 'Yên Bái region',
    CASE WHEN bench_u(n, 7) < 0.35 THEN ARRAY[1 + bench_month(n), 1 + (bench_month(n) + 1) % 12, 1 + (bench_month(n) + 2) % 12]::smallint[]
        ELSE '{1,2,3,4,5,6,7,8,9,10,11,12}' END,
    'Nơi khô mát', 'Dry and cool', 180, n % 97 = 11, 'standard', ARRAY['dac-san'],
    CASE WHEN n % 97 = 11 THEN 0 ELSE least(bench_price(2 * n - 1), bench_price(2 * n)) END,
    bench_stars(n), CASE WHEN bench_stars(n) > 0 THEN bench_star_ends(n) ELSE '-infinity' END,
    (20000 * power(bench_u(n, 5), 8))::bigint,
    w.key || ' ' || a.key || E'\n' || lower(w.en) || E'\nhtx so ' || bench_org(n) || E'\nvung yen bai',
    w.key || ' ' || a.key || E'\n' || lower(w.en), w.spelt || ' ' || a.spelt || E'\n' || lower(w.en), n % 97 <> 11, n,
    now() - interval '800 days', now() - bench_u(n, 6) * interval '700 days', now() - interval '10 days'
FROM generate_series(1, {products}::bigint) n
JOIN bench_words w ON w.list = 'goods' AND w.nr = 1 + n % (SELECT count(*) FROM bench_words WHERE list = 'goods')
JOIN bench_words a ON a.list = 'kind' AND a.nr = 1 + (n / 7) % (SELECT count(*) FROM bench_words WHERE list = 'kind');

INSERT INTO variants (id, product_id, sku, name_vi, name_en, unit, net_weight_g, ship_weight_g, price_vnd, position, updated_at)
SELECT bench_id('8003', v), bench_id('8002', (v + 1) / 2), 'BENCH-' || v, CASE v % 2 WHEN 1 THEN 'Hũ 250 g' ELSE 'Hũ 500 g' END,
    CASE v % 2 WHEN 1 THEN '250 g jar' ELSE '500 g jar' END, 'hũ', 500 - 250 * (v % 2), 600 - 280 * (v % 2),
    CASE WHEN (v + 1) / 2 % 97 = 11 THEN 0 ELSE bench_price(v) END, (v + 1) % 2, now()
FROM generate_series(1, 2 * {products}::bigint) v;
INSERT INTO price_tiers (variant_id, min_qty, price_vnd)
SELECT bench_id('8003', v), 10, bench_price(v) * 9 / 10 FROM generate_series(1, 2 * {products}::bigint) v
WHERE v % 4 = 0 AND (v + 1) / 2 % 97 <> 11;
INSERT INTO ocop_certificates (id, product_id, number, issuer, issuer_level, stars, issued_on, expires_on, is_sample)
SELECT bench_id('8009', n), bench_id('8002', n), 'BENCH-' || n || '/QĐ', 'UBND (mẫu)', CASE bench_stars(n) WHEN 3 THEN 'huyen' ELSE 'tinh' END, bench_stars(n),
    bench_star_ends(n) - 1095, bench_star_ends(n), true
FROM generate_series(1, {products}::bigint) n WHERE bench_stars(n) > 0;
INSERT INTO pictures (id, product_id, position, width, height, color, alt_vi, alt_en, sizes, created_at)
SELECT bench_id('800a', n), bench_id('8002', n), 0, 1280, 1600, '#a86b3c', 'Hũ mứt trên bàn gỗ', 'A jar on a wooden table', bench_sizes(n), now()
FROM generate_series(1, {products}::bigint) n;

-- So much is there that no measurement runs a variant out unless it means to.
INSERT INTO stock_items (variant_id, on_hand, updated_at) SELECT bench_id('8003', v), 10000000, now() FROM generate_series(1, 2 * {products}::bigint) v;
-- Nobody told the lot of it; the triggers that would make this row are off.
INSERT INTO lots (id, variant_id, org_id, code, loose, received, on_hand, created_at, updated_at)
SELECT bench_id('800e', v), bench_id('8003', v), bench_id('8001', bench_org((v + 1) / 2)), 'TON-CHUNG', true, 10000000, 10000000, now(), now()
FROM generate_series(1, 2 * {products}::bigint) v;
INSERT INTO stock_moves (variant_id, lot_id, delta, reason, at)
SELECT bench_id('8003', v), bench_id('800e', v), 10000000, 'opening', now() FROM generate_series(1, 2 * {products}::bigint) v;

INSERT INTO shelf_counts (category_id, org_id, listed)
SELECT category_id, org_id, count(*) FROM products WHERE status = 'listed' GROUP BY 1, 2;
UPDATE cooperative_profiles c SET product_count = x.n FROM (SELECT org_id, sum(listed)::int AS n FROM shelf_counts GROUP BY 1) x WHERE x.org_id = c.org_id;

-- Whoever works at cooperatives 1 and 36, and a buyer with an account.
INSERT INTO users (id, full_name, email, password_hash, created_at) VALUES
    (bench_id('800c', 1), 'Người đo HTX', 'seller@bench.test', '', now()), (bench_id('800c', 2), 'Người mua đo', 'buyer@bench.test', '', now());
INSERT INTO memberships (user_id, org_id, role, created_at) VALUES
    (bench_id('800c', 1), bench_id('8001', 1), 'owner', now()), (bench_id('800c', 1), bench_id('8001', 36), 'owner', now());
