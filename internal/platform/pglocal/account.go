package pglocal

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is who runs PostgreSQL. The zero value means: this very user.
type account struct {
	drop     bool // this process is root and must become someone else
	uid, gid uint32
	name     string
}

// chooseOwner decides who runs the cluster and where its data really lies.
// PostgreSQL refuses to run as root, so root becomes the user who owns the
// existing data, or else postgres, or else nobody.
func chooseOwner(opts Options) (account, string, error) {
	dataDir, err := followLink(opts.DataDir)
	if err != nil {
		return account{}, "", err
	}
	info, statErr := os.Stat(dataDir)
	if os.Geteuid() != 0 {
		if statErr == nil && !ownedBy(info, os.Geteuid()) {
			return account{}, "", fmt.Errorf("the PostgreSQL data in %s belongs to another user: run as that user (or as root), or choose another DATA_DIR", dataDir)
		}
		return account{}, dataDir, nil
	}
	if st, ok := statOf(info); ok && st.Uid != 0 {
		return account{drop: true, uid: st.Uid, gid: st.Gid, name: userName(st.Uid)}, dataDir, nil
	}
	who, err := unprivileged()
	if err != nil {
		return account{}, "", err
	}
	if blocked := firstBarred(filepath.Dir(dataDir), who); blocked != "" {
		if dataDir, err = moveOut(opts, who, blocked); err != nil {
			return account{}, "", err
		}
	}
	return who, dataDir, nil
}

// followLink returns the directory itself, or what it links to when a former
// start had to move the data out.
func followLink(dataDir string) (string, error) {
	info, err := os.Lstat(dataDir)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		return dataDir, nil //nolint:nilerr // absent is fine: it will be made
	}
	target, err := filepath.EvalSymlinks(dataDir)
	if err != nil {
		return "", fmt.Errorf("%s links to a place that is gone (%w): remove the link to begin with an empty database", dataDir, err)
	}
	return target, nil
}

// moveOut chooses a place that the user can reach and leaves a link behind, so
// that removing DATA_DIR still means beginning anew.
func moveOut(opts Options, who account, blocked string) (string, error) {
	if err := os.MkdirAll(opts.FallbackDir, 0o755); err != nil { //nolint:gosec // G301: the unprivileged user passes through
		return "", fmt.Errorf("user %s cannot enter %s and no other place could be made (%w): set DATA_DIR to a place like /var/lib/chophien", who.name, blocked, err)
	}
	if again := firstBarred(opts.FallbackDir, who); again != "" {
		return "", fmt.Errorf("user %s, who runs PostgreSQL for root, can enter neither %s nor %s: set DATA_DIR to a place like /srv/chophien", who.name, blocked, again)
	}
	home, err := os.MkdirTemp(opts.FallbackDir, "cluster-")
	if err != nil {
		return "", fmt.Errorf("make a place for the PostgreSQL data: %w", err)
	}
	if err = who.own(home); err != nil {
		return "", err
	}
	if err = os.Remove(opts.DataDir); err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("replace %s by a link to %s: %w", opts.DataDir, home, err)
	}
	if err = os.Symlink(home, opts.DataDir); err != nil {
		return "", fmt.Errorf("link the PostgreSQL data: %w", err)
	}
	opts.Log.Info("PostgreSQL's data lies elsewhere: the user who runs it for root cannot enter this directory",
		"user", who.name, "barred", blocked, "data", home, "link", opts.DataDir)
	return home, nil
}

func unprivileged() (account, error) {
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUID := strconv.ParseUint(u.Uid, 10, 32)
		gid, errGID := strconv.ParseUint(u.Gid, 10, 32)
		if errUID == nil && errGID == nil && uid != 0 {
			return account{drop: true, uid: uint32(uid), gid: uint32(gid), name: name}, nil
		}
	}
	return account{}, errors.New("PostgreSQL cannot run as root and there is neither a user postgres nor nobody: run as a normal user, or set DATABASE_URL")
}

// firstBarred returns the topmost directory on the way that the user may not
// pass through, or "". Access lists are not read: a doubtful way counts as barred.
func firstBarred(dir string, who account) string {
	barred := ""
	for {
		info, err := os.Stat(dir)
		if err != nil || !passable(info, who) {
			barred = dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return barred
		}
		dir = up
	}
}

func passable(info os.FileInfo, who account) bool {
	st, ok := statOf(info)
	if !ok {
		return false
	}
	mode := info.Mode().Perm()
	switch {
	case st.Uid == who.uid:
		return mode&0o100 != 0
	case st.Gid == who.gid:
		return mode&0o010 != 0
	default:
		return mode&0o001 != 0
	}
}

// own gives a fresh directory to the account and closes it to everyone else.
func (a account) own(dir string) error {
	if err := os.Chmod(dir, 0o700); err != nil { //nolint:gosec // G302: a directory needs its x bit
		return fmt.Errorf("close %s to other users: %w", dir, err)
	}
	if !a.drop {
		return nil
	}
	if err := os.Chown(dir, int(a.uid), int(a.gid)); err != nil {
		return fmt.Errorf("give %s to user %s: %w", dir, a.name, err)
	}
	return nil
}

func statOf(info os.FileInfo) (*syscall.Stat_t, bool) {
	if info == nil {
		return nil, false
	}
	st, ok := info.Sys().(*syscall.Stat_t)
	return st, ok
}

func ownedBy(info os.FileInfo, uid int) bool {
	st, ok := statOf(info)
	return ok && int(st.Uid) == uid
}

func userName(uid uint32) string {
	id := strconv.FormatUint(uint64(uid), 10)
	if u, err := user.LookupId(id); err == nil {
		return u.Username
	}
	return id
}
