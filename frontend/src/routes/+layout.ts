// A shell for every route: the Go server renders the readable page, the client takes over.
export const ssr = false;
export const prerender = false;
