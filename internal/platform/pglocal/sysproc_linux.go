package pglocal

import "syscall"

// sysProcAttr runs a child as the owner. A child that dies with us gets SIGQUIT
// (PostgreSQL's immediate shutdown) when the thread that started it ends.
func sysProcAttr(owner account, diesWithUs bool) *syscall.SysProcAttr {
	// Its own process group: Ctrl-C in a terminal reaches only this process,
	// which stops the database after the requests and jobs that need it.
	attr := &syscall.SysProcAttr{Setpgid: true}
	if owner.drop {
		attr.Credential = &syscall.Credential{Uid: owner.uid, Gid: owner.gid}
	}
	if diesWithUs {
		attr.Pdeathsig = syscall.SIGQUIT
	} else {
		attr.Pdeathsig = syscall.SIGKILL
	}
	return attr
}
