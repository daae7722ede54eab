// Package party is who takes part in the market: people (người dùng) and their
// sessions, organisations (đơn vị: cooperatives, buyer firms, the Alliance),
// who belongs to which in which role, invitations, what people consented
// to, and who did what in an organisation's name.
//
// It owns the tables users, sessions, login_failures, password_resets,
// organisations, memberships, invitations, devices, member_pins, consents and audit_log. It does not
// own carts, purchases or the shop window of a cooperative; flows that need
// both are in internal/account.
//
// Invariants:
//   - A secret (session, reset link, invitation link) is stored as its hash only.
//   - A reset link and an invitation work once, and not after their time.
//   - Nobody learns from an answer of log-in or "forgot password" whether an
//     account exists; sign-up tells, since a login can exist only once.
//   - Guesses are counted before they are judged, so that a hundred at once are
//     no more than a hundred in a row.
//   - An organisation always has an owner: changes of membership hold a lock on it,
//     and the database refuses to commit what leaves none.
//   - A session on a shared phone (máy dùng chung) acts for the phone's organisation
//     only, ends soon after the last touch, and asks for the password before what
//     concerns people, phones and signatures.
//   - A PIN is worth something only on a phone that an owner registered, and five
//     wrong tries only.
//   - consents and audit_log only grow.
package party
