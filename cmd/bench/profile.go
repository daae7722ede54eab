package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// profiler is compiled into the binary under -profile only, by an overlay: the
// product itself has no door for it. SIGUSR1 begins a profile, SIGUSR2 ends it.
const profiler = `package main

import (
	"os"
	"os/signal"
	"runtime/pprof"
	"syscall"
)

func init() {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGUSR1, syscall.SIGUSR2)
	go func() {
		var f *os.File
		for s := range signals {
			if s == syscall.SIGUSR1 {
				f, _ = os.Create(os.Getenv("BENCH_PROFILE"))
				_ = pprof.StartCPUProfile(f)
				continue
			}
			pprof.StopCPUProfile()
			_ = f.Close()
		}
	}()
}
`

// buildProfiled builds the binary once more with the profiler in it.
func (b *bench) buildProfiled(ctx context.Context, dir string) error {
	source, overlay := filepath.Join(dir, "profiler.go"), filepath.Join(dir, "overlay.json")
	spec, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(b.root, "cmd/chophien/profiler.go"): source}})
	if err != nil {
		return fmt.Errorf("write the overlay: %w", err)
	}
	if err := os.WriteFile(source, []byte(profiler), 0o600); err != nil {
		return fmt.Errorf("write the profiler: %w", err)
	}
	if err := os.WriteFile(overlay, spec, 0o600); err != nil {
		return fmt.Errorf("write the overlay: %w", err)
	}
	b.binary = filepath.Join(dir, "chophien-profiled")
	cmd := exec.CommandContext(ctx, "go", "build", "-buildvcs=false", "-overlay", overlay, "-o", b.binary, "./cmd/chophien") //nolint:gosec // our own sources
	cmd.Dir = b.root
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build with the profiler: %w: %s", err, out)
	}
	return nil
}

// startProfile profiles the server until the returned function is called; go
// tool pprof reads the file.
func (b *bench) startProfile(s *server) func() {
	if !b.profile {
		return func() {}
	}
	_ = s.cmd.Process.Signal(syscall.SIGUSR1)
	return func() {
		_ = s.cmd.Process.Signal(syscall.SIGUSR2)
		time.Sleep(time.Second) // the profile is written by the server
	}
}

// profilePath is where a server of this purpose leaves its profile.
func (b *bench) profilePath(name string) string {
	path, err := filepath.Abs(filepath.Join(b.out, name+".pprof"))
	if err != nil {
		return ""
	}
	return path
}
