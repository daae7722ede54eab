// Package web answers the addresses that people and search engines open: the
// pages around the web application, its files, sitemap, robots.txt, policies and
// the API's documentation.
//
// A page is the application's shell (frontend/dist/app/app.html) with its four
// markers filled: the language, the head (title, canonical links, Open Graph,
// JSON-LD), the readable text of the page, and the first data, so that the
// application draws its first view without asking. Text and data come from the
// same API answers that a browser would get (Source), so there is one truth.
//
// Owns: page addresses, head elements, the policies' text, security headers.
// Does not own: any rule of the market, the API, the application itself.
//
// Invariants:
//   - What the API does not show a guest is on no page: a draft is a 404.
//   - Everything a shop wrote goes through html/template or JSON encoding.
//   - No page depends on who asks, so all of them may be cached.
package web
