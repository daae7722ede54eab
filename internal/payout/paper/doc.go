// Package paper sets the statement of a payout (bảng kê chi trả): what was paid, to which
// account, and every order behind it, as PDF and as a sheet.
//
// Owns: its layout and words. Does not own: the figures (payout, books), the type
// (platform/pdf). The same statement gives the same bytes, but for the moment of setting
// that stands at its foot.
package paper
