// Package demo loads the demo into an empty market: the cooperatives, goods,
// pictures, log-ins, shipping rates of internal/demo/catalogue, and one contract in
// the middle of its life.
//
// It owns no table but fills province_regions and shipping_rates, which have no
// screen yet. Everything else goes through the capabilities as if people had
// typed it, pictures through the same pipeline as uploads.
//
// Loading is safe to repeat: what is there by its slug, SKU or e-mail address
// is left as it is, whatever became of it since.
package demo
