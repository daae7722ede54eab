// Package pglocal runs a private PostgreSQL cluster as a child of this process.
//
// It is the embedded default when no DATABASE_URL is given. It owns: finding
// the system's PostgreSQL programs, creating the cluster, starting it on a Unix
// socket only, attaching to one that another process already runs, and stopping
// it. It does not own: schema, migrations or connection pools (platform/db).
//
// Invariants:
//   - No TCP port is opened. The socket lies in a directory of mode 0700, so
//     only the user that runs the cluster (and root) can reach it.
//   - One process owns a data directory, by a file lock held for its lifetime.
//     Everyone else attaches, and attaching never stops the cluster.
//   - The cluster dies with its owner, even when the owner is killed with
//     SIGKILL; the next start recovers from the write-ahead log.
//   - A data directory is complete or absent: it is made beside its final place
//     and renamed, so an interrupted first start leaves nothing half made.
//   - The application connects as a role that is not a superuser.
package pglocal
