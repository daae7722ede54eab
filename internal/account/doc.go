// Package account is what people do with their account (tài khoản) where several
// capabilities meet: signing up and logging in with a guest's cart in hand,
// mails with links, registering an organisation with its shop window, export and
// erasure of one's data.
//
// It owns no table. People, sessions and organisations are party's; this package
// puts their changes, the cart, the purchases and the mails into one transaction.
//
// Invariants:
//   - Whoever logs in finds the cart they filled as a guest, or is not logged in.
//   - "Forgot password" does the same work and answers the same, whether the
//     account exists or not: finding out is left to a job.
//   - Erasure takes all of a person's data at once or nothing.
package account
