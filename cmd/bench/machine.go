package main

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// machine says on what the figures were got: without it they mean nothing.
type machine struct {
	CPU        string `json:"cpu"`
	Cores      int    `json:"cores"`
	Memory     string `json:"memory"`
	Kernel     string `json:"kernel"`
	System     string `json:"system"`
	Go         string `json:"go"`
	PostgreSQL string `json:"postgresql"`
	// Load is the run queue of the last minute when the section began: figures of
	// a busy machine say little.
	Load   string `json:"load"`
	Commit string `json:"commit"`
}

func facts(ctx context.Context) machine {
	return machine{
		CPU: field("/proc/cpuinfo", "model name"), Cores: runtime.NumCPU(), Memory: field("/proc/meminfo", "MemTotal"),
		Kernel: output(ctx, "uname", "-r"), System: strings.Trim(field("/etc/os-release", "PRETTY_NAME"), `"`),
		Go: runtime.Version(), PostgreSQL: output(ctx, tool("postgres"), "--version"),
		Load: firstWord("/proc/loadavg"), Commit: output(ctx, "git", "-c", "safe.directory=*", "describe", "--always", "--dirty"),
	}
}

// field returns what follows a name in a file of "name: value" or "name=value" lines.
func field(path, name string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, name); ok {
			return strings.TrimSpace(strings.TrimLeft(rest, " \t:="))
		}
	}
	return ""
}

func firstWord(path string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	word, _, _ := strings.Cut(string(text), " ")
	return word
}

func output(ctx context.Context, name string, args ...string) string {
	out, err := exec.CommandContext(ctx, name, args...).Output() //nolint:gosec // names written in this package
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(out))
}
