// Package ocop knows the rules of the programme OCOP ("Mỗi xã một sản phẩm",
// One Commune One Product): how long a certificate holds, who may issue which
// star, and which score earns it.
//
// It is pure: no database, no clock. A date is a time.Time at 00:00 UTC that
// stands for a calendar day in Viet Nam; DateOf makes one from a moment.
//
// The rules are those of QĐ 148/QĐ-TTg (24/02/2023) as amended by QĐ
// 1489/QĐ-TTg (06/7/2025, two-tier government). Older certificates are judged
// by the rules of their own time, since a 3-star of a district that no longer
// exists is still a lawful one.
//
// Only 3, 4 and 5 stars are certified; 1 and 2 are scores on the way and are
// never shown as a badge.
package ocop
