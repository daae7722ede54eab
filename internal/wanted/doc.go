// Package wanted is what shoppers tell that they look for (lời nhắn tìm hàng) when
// the market does not have it, or not in the quantity they need. The Alliance reads
// these notices and looks for a cooperative that can make the goods.
//
// Owns: wanted_notices. Does not own: a firm's demand, which is public to
// cooperatives and matched against their supply; a notice is a letter, and only
// the Alliance reads it.
//
// Invariants: one Idempotency-Key makes at most one notice; a quantity carries its
// unit as typed; a way to reach the shopper is given freely, normalised, and
// forgotten with the note after KeepPrivate; the notice itself after Keep.
package wanted
