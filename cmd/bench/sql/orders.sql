-- {orders} orders over one year, five purchases holding seven orders. Few
-- cooperatives sell much: the first has about a fifth of 50's orders, or a
-- twelfth of 500's. The newest tenth is still under way.
SET session_replication_role = replica;
SET synchronous_commit = off;
SET work_mem = '256MB';

CREATE UNLOGGED TABLE bench_orders AS
SELECT j, (j - 1) / 7 * 5 + CASE (j - 1) % 7 WHEN 4 THEN 4 WHEN 5 THEN 5 WHEN 6 THEN 5 ELSE 1 + (j - 1) % 7 END AS purchase,
    1 + CASE WHEN (j - 1) % 7 IN (4, 6)
        -- Never the same cooperative twice in one purchase.
        THEN (first.org + 1 + floor(({orgs} - 1) * power(bench_u(j, 11), 2.5))::bigint) % {orgs}
        ELSE first.org END AS org,
    CASE WHEN age < 0.03 THEN 'placed' WHEN age < 0.05 THEN 'confirmed' WHEN age < 0.07 THEN 'packed' WHEN age < 0.1 THEN 'shipped'
        WHEN bench_u(j, 12) < 0.04 THEN 'cancelled' ELSE 'delivered' END AS status,
    now() - age * interval '365 days' - interval '1 hour' AS at,
    1 + j % 2 AS lines
FROM generate_series(1, {orders}::bigint) j,
    LATERAL (SELECT floor({orgs} * power(bench_u(CASE WHEN (j - 1) % 7 IN (4, 6) THEN j - 1 ELSE j END, 10), 2.5))::bigint AS org) first,
    LATERAL (SELECT 1 - j::float8 / {orders} AS age) aged;

CREATE UNLOGGED TABLE bench_lines AS
SELECT o.j, k, 2 * o.j + k AS line, o.org, p.product, 2 * p.product - (o.j + k) % 2 AS variant,
    bench_price(2 * p.product - (o.j + k) % 2) AS price, 1 + (bench_u(o.j, 14 + k) * 3)::bigint AS quantity
FROM bench_orders o, generate_series(0, 1) k,
    LATERAL (SELECT floor({products} / {orgs} * power(bench_u(o.j, 20 + k), 3))::bigint AS nth) x,
    -- Products by quotation (those that leave 11 when divided by 97) are not sold here: the next one of the same cooperative is.
    LATERAL (SELECT CASE WHEN (o.org + {orgs} * x.nth) % 97 = 11 THEN o.org + {orgs} * (x.nth + CASE WHEN x.nth > 0 THEN -1 ELSE 1 END) ELSE o.org + {orgs} * x.nth END AS product) p
WHERE k < o.lines;

CREATE UNLOGGED TABLE bench_sums AS
SELECT o.j, o.purchase, o.org, o.status, o.at, sum(l.price * l.quantity)::bigint AS subtotal, (28000 + 4500 * (sum(l.quantity) / 2))::bigint AS shipping
FROM bench_orders o JOIN bench_lines l USING (j) GROUP BY 1, 2, 3, 4, 5;

INSERT INTO purchases (id, code, user_id, locale, contact_name, contact_phone, contact_email, province_code, commune_code,
    address_line, address_typed, address_label, note, payment_method, subtotal_vnd, shipping_vnd, total_vnd, terms_version, placed_at)
SELECT bench_id('8004', purchase), 'CP' || lpad(upper(to_hex(purchase)), 8, '0'), CASE WHEN purchase % 50 = 0 THEN bench_id('800c', 2) END, 'vi',
    'Người mua ' || purchase, '+8490' || lpad((purchase % 10000000)::text, 7, '0'), 'mua' || purchase || '@bench.test', '01', '00166',
    'Số ' || purchase % 300 || ' phố Mẫu', 'cầu giấy', 'Số ' || purchase % 300 || ' phố Mẫu, phường Cầu Giấy, thành phố Hà Nội', '', 'cod',
    sum(subtotal), sum(shipping), sum(subtotal) + sum(shipping), '2026-11-23', min(at)
FROM bench_sums GROUP BY purchase ORDER BY purchase;

INSERT INTO orders (id, code, purchase_id, org_id, status, subtotal_vnd, shipping_vnd, total_vnd, weight_g, days_min, days_max,
    carrier, tracking_code, version, placed_at, updated_at)
SELECT bench_id('8005', j), 'CP' || lpad(upper(to_hex(purchase)), 8, '0') || '-' || CASE WHEN (j - 1) % 7 IN (4, 6) THEN 2 ELSE 1 END,
    bench_id('8004', purchase), bench_id('8001', org), status, subtotal, shipping, subtotal + shipping, 900, 2, 3,
    CASE WHEN status IN ('shipped', 'delivered') THEN 'Viettel Post' ELSE '' END, CASE WHEN status IN ('shipped', 'delivered') THEN 'VTP' || j ELSE '' END,
    1, at, at
FROM bench_sums ORDER BY j;

INSERT INTO order_lines (id, order_id, position, product_id, variant_id, product_slug, product_name_vi, product_name_en, variant_name_vi, variant_name_en,
    unit, picture_key, vat_treatment, unit_price_vnd, quantity, cancelled_qty)
SELECT bench_id('8006', l.line), bench_id('8005', l.j), l.k, p.id, bench_id('8003', l.variant), p.slug, p.name_vi, p.name_en,
    'Hũ 250 g', '250 g jar', 'hũ', 'pictures/' || lpad(to_hex(l.product), 12, '0') || '-320.jpg', 'standard', l.price, l.quantity,
    CASE WHEN o.status = 'cancelled' THEN l.quantity ELSE 0 END
FROM bench_lines l JOIN bench_orders o USING (j) JOIN products p ON p.id = bench_id('8002', l.product)
ORDER BY l.line;

INSERT INTO order_events (order_id, kind, actor_kind, at)
SELECT bench_id('8005', o.j), e.kind, CASE e.kind WHEN 'placed' THEN 'buyer' ELSE 'cooperative' END, o.at + e.n * interval '5 hours'
FROM bench_orders o JOIN (VALUES ('placed', 0), ('confirmed', 1), ('packed', 2), ('shipped', 3), ('delivered', 4), ('cancelled', 5)) e (kind, n)
    ON e.kind = 'placed' OR e.kind = o.status
    OR o.status <> 'cancelled' AND e.n <= array_position(ARRAY['placed', 'confirmed', 'packed', 'shipped', 'delivered'], o.status) - 1
ORDER BY o.j, e.n;

INSERT INTO payments (id, purchase_id, order_id, method, state, amount_vnd, created_at, updated_at)
SELECT bench_id('8007', j), bench_id('8004', purchase), bench_id('8005', j), 'cod',
    CASE status WHEN 'delivered' THEN 'collected' WHEN 'cancelled' THEN 'cancelled' ELSE 'due' END, subtotal + shipping, at, at
FROM bench_sums ORDER BY j;

-- What is not shipped yet is promised.
INSERT INTO reservations (id, variant_id, quantity, order_line_id, created_at)
SELECT bench_id('800d', l.line), bench_id('8003', l.variant), l.quantity, bench_id('8006', l.line), o.at
FROM bench_lines l JOIN bench_orders o USING (j) WHERE o.status IN ('placed', 'confirmed', 'packed');
UPDATE stock_items s SET reserved = x.total
FROM (SELECT variant_id, sum(quantity)::bigint AS total FROM reservations GROUP BY 1) x WHERE x.variant_id = s.variant_id;

DROP TABLE bench_orders, bench_lines, bench_sums;
