package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// load is what one run of wrk found; times are milliseconds.
type load struct {
	Rate, P50, P99 float64
	Bad            int64 // answers that were no 2xx, and socket errors
}

// wrkScript has wrk print what we parse, and makes each request unlike the one
// before where asked: {n} in the path becomes a running number.
const wrkScript = `
local template = os.getenv("BENCH_PATH")
local headers = {}
for name, value in string.gmatch(os.getenv("BENCH_HEADERS"), "([^:\n]+): ([^\n]+)") do headers[name] = value end
local threads = 0
function setup(thread) threads = threads + 1; thread:set("id", threads) end
function init(args)
  n = id * 1000003
  wrk.headers = headers
  wrk.headers["Host"] = wrk.headers["Host"] or wrk.host
  fixed = wrk.format("GET", template)
end
function request()
  if not string.find(template, "{", 1, true) then return fixed end
  n = n + 1
  local path = string.gsub(template, "{n}", n)
  path = string.gsub(path, "{slug}", function() return paths[(n * 7919) % #paths + 1] end)
  return wrk.format("GET", path)
end
paths = {}
if os.getenv("BENCH_SLUGS") ~= "" then
  for line in io.lines(os.getenv("BENCH_SLUGS")) do paths[#paths + 1] = line end
end
function done(summary, latency, requests)
  local e = summary.errors
  io.write(string.format("BENCH %d %d %d %d %d\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), e.connect + e.read + e.write + e.status + e.timeout))
end
`

// wrkOptions is one load.
type wrkOptions struct {
	Addr string
	// Path may hold {n}, a running number, and {slug}, a line of Slugs.
	Path        string
	Slugs       []string
	Headers     map[string]string
	Connections int
	Duration    time.Duration
}

// runWrk loads one address with keep-alive connections from one thread.
func runWrk(ctx context.Context, opt wrkOptions) (load, error) {
	dir, err := os.MkdirTemp("", "chophien-wrk-")
	if err != nil {
		return load{}, fmt.Errorf("make a directory for wrk: %w", err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	lua, slugs := filepath.Join(dir, "load.lua"), ""
	if err := os.WriteFile(lua, []byte(wrkScript), 0o600); err != nil {
		return load{}, fmt.Errorf("write wrk's script: %w", err)
	}
	if len(opt.Slugs) > 0 {
		slugs = filepath.Join(dir, "slugs")
		if err := os.WriteFile(slugs, []byte(strings.Join(opt.Slugs, "\n")+"\n"), 0o600); err != nil {
			return load{}, fmt.Errorf("write wrk's slugs: %w", err)
		}
	}
	var headers strings.Builder
	for name, value := range opt.Headers {
		fmt.Fprintf(&headers, "%s: %s\n", name, value)
	}
	cmd := exec.CommandContext(ctx, "wrk", "-t1", fmt.Sprintf("-c%d", opt.Connections), //nolint:gosec // wrk with our own numbers
		fmt.Sprintf("-d%ds", int(opt.Duration.Seconds())), "--timeout", "10s", "-s", lua, "http://"+opt.Addr+"/")
	cmd.Env = append(os.Environ(), "BENCH_PATH="+opt.Path, "BENCH_HEADERS="+headers.String(), "BENCH_SLUGS="+slugs)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return load{}, fmt.Errorf("wrk: %w: %s", err, out)
	}
	_, line, found := strings.Cut(string(out), "BENCH ")
	if !found {
		return load{}, fmt.Errorf("wrk said nothing of use: %s", out)
	}
	var requests, micros, p50, p99, bad int64
	if _, err := fmt.Sscan(line, &requests, &micros, &p50, &p99, &bad); err != nil {
		return load{}, fmt.Errorf("read wrk's answer: %w", err)
	}
	return load{
		Rate: float64(requests) / (float64(micros) / 1e6), P50: float64(p50) / 1e3, P99: float64(p99) / 1e3, Bad: bad,
	}, nil
}
