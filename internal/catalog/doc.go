// Package catalog is what the market shows and sells: cooperatives (hợp tác
// xã) as shoppers see them, categories, products (sản phẩm), their variants
// (quy cách), quantity prices, OCOP certificates and pictures.
//
// It owns the tables categories, cooperative_profiles, products, variants,
// price_tiers, ocop_certificates, pictures, removed_pictures, shelf_counts, synonyms,
// listing_reviews and product_changes. It does not own an
// organisation's legal card (party) nor stock (stock): its read model joins
// organisations, audit_log (since when verified), stock_items, stock_moves and lots,
// so that a page costs few statements and a checkout one; it never writes them.
//
// Invariants:
//   - Only a listed product of a verified cooperative is public. Anything else
//     is "not found", so that nobody learns what is being prepared.
//   - The columns that spare lists a join (from_price_vnd, ocop_stars,
//     ocop_expires_on, product_count, search_name, search_spelt, search_text) are refreshed in the
//     transaction of the change that affects them; a star also ends by itself,
//     so reads compare ocop_expires_on with today and a daily job clears it.
//   - A price or status change names the version that was seen; a stale one is
//     refused with the current values.
//   - An edit names what it saw of each field. A field that is different by now is a
//     conflict, never overwritten; product_changes tells every change and only grows.
//   - Goods of a cooperative that is not trusted are listed by the Alliance's approval
//     only (listing_reviews; docs/listing-states.md draws the states).
//   - What a checkout trusts comes from Snapshot, never from a cache.
package catalog
