-- +goose Up
-- What the law, or the market's own promise, gives as time. A change of law is a new row with its day.
CREATE TABLE duty_terms (
    duty          text NOT NULL,
    valid_from    date NOT NULL,
    valid_to      date,    -- null: still in force; the last day otherwise
    working_days  integer, -- exactly one of the two
    calendar_days integer,
    source        text NOT NULL,
    PRIMARY KEY (duty, valid_from),
    CONSTRAINT duty_terms_days_ck CHECK (num_nonnulls(working_days, calendar_days) = 1 AND coalesce(working_days, calendar_days) BETWEEN 1 AND 365),
    CONSTRAINT duty_terms_dates_ck CHECK (valid_to >= valid_from)
);
INSERT INTO duty_terms (duty, valid_from, working_days, calendar_days, source) VALUES
    ('complaint_acknowledge', '2026-07-01', 2, NULL, 'Quy chế hoạt động của chợ; Luật Thương mại điện tử 122/2025/QH15'),
    ('complaint_answer', '2026-07-01', NULL, 15, 'Quy chế hoạt động của chợ; Luật Thương mại điện tử 122/2025/QH15'),
    ('data_answer', '2026-01-01', 2, NULL, 'Luật 91/2025/QH15, Nghị định 356/2025/NĐ-CP'),
    ('listing_check', '2026-07-01', 2, NULL, 'Quy chế hoạt động của chợ; Luật Thương mại điện tử 122/2025/QH15'),
    ('seller_check', '2026-07-01', 3, NULL, 'Quy chế hoạt động của chợ; Luật Thương mại điện tử 122/2025/QH15');

-- Days off on which offices do not work (Bộ luật Lao động 2019, Điều 112); Saturdays and Sundays are not listed.
-- Where the government has not announced a year yet, only the days that are off in every case are here:
-- a deadline then falls early rather than late.
CREATE TABLE public_holidays (
    day    date PRIMARY KEY,
    name   text NOT NULL,
    source text NOT NULL
);
INSERT INTO public_holidays (day, name, source) VALUES
    ('2026-01-01', 'Tết Dương lịch', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-02-16', 'Tết Nguyên đán', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-02-17', 'Tết Nguyên đán', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-02-18', 'Tết Nguyên đán', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-02-19', 'Tết Nguyên đán', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-02-20', 'Tết Nguyên đán', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-04-27', 'Giỗ Tổ Hùng Vương (nghỉ bù)', 'Bộ luật Lao động 2019, Điều 111, 112'),
    ('2026-04-30', 'Ngày Chiến thắng', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-05-01', 'Ngày Quốc tế lao động', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-09-01', 'Quốc khánh', 'Bộ luật Lao động 2019, Điều 112'),
    ('2026-09-02', 'Quốc khánh', 'Bộ luật Lao động 2019, Điều 112'),
    ('2027-01-01', 'Tết Dương lịch', 'Bộ luật Lao động 2019, Điều 112'),
    ('2027-02-05', 'Tết Nguyên đán', 'Bộ luật Lao động 2019, Điều 112; lịch của Chính phủ chưa công bố'),
    ('2027-02-08', 'Tết Nguyên đán', 'Bộ luật Lao động 2019, Điều 112; lịch của Chính phủ chưa công bố'),
    ('2027-02-09', 'Tết Nguyên đán', 'Bộ luật Lao động 2019, Điều 112; lịch của Chính phủ chưa công bố'),
    ('2027-02-10', 'Tết Nguyên đán (nghỉ bù)', 'Bộ luật Lao động 2019, Điều 111, 112; lịch của Chính phủ chưa công bố'),
    ('2027-04-16', 'Giỗ Tổ Hùng Vương', 'Bộ luật Lao động 2019, Điều 112'),
    ('2027-04-30', 'Ngày Chiến thắng', 'Bộ luật Lao động 2019, Điều 112'),
    ('2027-05-03', 'Ngày Quốc tế lao động (nghỉ bù)', 'Bộ luật Lao động 2019, Điều 111, 112'),
    ('2027-09-02', 'Quốc khánh', 'Bộ luật Lao động 2019, Điều 112');

-- Value added tax by treatment and day of supply. Prices include it; 10000 basis points are 100 %.
CREATE TABLE vat_rates (
    treatment  text NOT NULL,
    valid_from date NOT NULL,
    valid_to   date, -- null: still in force; the last day otherwise
    rate_bp    integer NOT NULL,
    source     text NOT NULL,
    PRIMARY KEY (treatment, valid_from),
    CONSTRAINT vat_rates_treatment_ck CHECK (treatment IN ('exempt_farm', 'reduced', 'standard', 'excise')),
    CONSTRAINT vat_rates_rate_ck CHECK (rate_bp BETWEEN 0 AND 10000),
    CONSTRAINT vat_rates_dates_ck CHECK (valid_to >= valid_from)
);
INSERT INTO vat_rates (treatment, valid_from, valid_to, rate_bp, source) VALUES
    ('exempt_farm', '2025-07-01', NULL, 0, 'Luật Thuế GTGT 48/2024/QH15, Điều 5: nông sản chưa chế biến do người sản xuất bán ra'),
    ('reduced', '2025-07-01', NULL, 500, 'Luật Thuế GTGT 48/2024/QH15, Điều 9 khoản 2'),
    ('standard', '2025-07-01', '2026-12-31', 800, 'Nghị quyết 204/2025/QH15, Nghị định 174/2025/NĐ-CP: giảm 2 %'),
    ('standard', '2027-01-01', NULL, 1000, 'Luật Thuế GTGT 48/2024/QH15, Điều 9 khoản 3'),
    ('excise', '2025-07-01', NULL, 1000, 'Luật Thuế GTGT 48/2024/QH15, Điều 9 khoản 3; hàng chịu thuế tiêu thụ đặc biệt không được giảm');

-- Drinks that bear the special consumption tax are not part of the reduction.
ALTER TABLE products DROP CONSTRAINT products_vat_ck,
    ADD CONSTRAINT products_vat_ck CHECK (vat_treatment IN ('exempt_farm', 'reduced', 'standard', 'excise'));
UPDATE products SET vat_treatment = 'excise' WHERE min_age = 18 AND vat_treatment = 'standard';

-- +goose Down
UPDATE products SET vat_treatment = 'standard' WHERE vat_treatment = 'excise';
ALTER TABLE products DROP CONSTRAINT products_vat_ck,
    ADD CONSTRAINT products_vat_ck CHECK (vat_treatment IN ('exempt_farm', 'reduced', 'standard'));
DROP TABLE vat_rates, public_holidays, duty_terms;
