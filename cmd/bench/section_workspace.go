package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
)

// visit is one load of a page on the slow phone; times in milliseconds since it was
// asked for. frontend/scripts/phone.mjs says what they mean.
type visit struct {
	Paint, Shown, Interactive float64
	Files                     int
	Bytes                     float64
}

// visits are what the phone found.
type visits struct {
	Empty, Today []visit
	Offline      struct {
		// Orders is how many buttons of orders the page shows.
		Orders int
		Times  []visit
		// Same tells whether each visit without network showed the orders of the last one with it.
		Same bool
	}
}

// workspace opens a busy cooperative's day on a slow phone, beside the frame of the
// workspace alone, and once more with the server stopped.
func (b *bench) workspace(ctx context.Context, r *result) error {
	s, err := b.serveSmall(ctx, "workspace", true)
	if err != nil {
		return err
	}
	defer s.stop()
	v, err := b.phone(ctx, s)
	if err != nil {
		return err
	}
	if len(v.Today) == 0 || len(v.Empty) == 0 || len(v.Offline.Times) == 0 {
		return errors.New("the phone loaded nothing")
	}
	if !v.Offline.Same || v.Offline.Orders == 0 {
		return fmt.Errorf("without network the day shows other orders than before (%d before)", v.Offline.Orders)
	}
	interactive := func(v visit) float64 { return v.Interactive / 1000 }
	today, empty := v.Today[len(v.Today)-1], v.Empty[len(v.Empty)-1]
	r.add(compared("the day, interactive, first visit", "s", each(v.Today, interactive), each(v.Empty, interactive)).atMost(3).
		noting("%d files, %.0f kB; the frame alone %d files, %.0f kB", today.Files, today.Bytes/1000, empty.Files, empty.Bytes/1000))
	shown := func(v visit) float64 { return v.Shown / 1000 }
	r.add(compared("the day, orders shown, first visit", "s", each(v.Today, shown), each(v.Empty, shown)))
	paint := func(v visit) float64 { return v.Paint / 1000 }
	r.add(compared("the day, first paint, first visit", "s", each(v.Today, paint), each(v.Empty, paint)))
	r.add(plain("the day again without network, orders shown", "s", each(v.Offline.Times, shown)...).noting("%d orders with their buttons, the same as before", v.Offline.Orders))
	r.add(plain("the day again without network, interactive", "s", each(v.Offline.Times, interactive)...))
	r.remark("Chromium at 390 px, processor 4 times as slow; first visits over 3G (1.6 Mbit/s, 300 ms) with an empty cache and no service worker, in turns")
	r.remark("baseline: /trang-trong of the same workspace, the same frame with a heading; interactive: content painted and no task over 50 ms for a second")
	r.remark("without network: the server is stopped and the browser offline; pages come from the service worker, orders from the device")
	return nil
}

// phone runs the browser's side; it asks for the server's end when it comes to the visits
// without network.
func (b *bench) phone(ctx context.Context, s *server) (v visits, err error) {
	loads := 5
	if b.quick {
		loads = 2
	}
	cmd := exec.CommandContext(ctx, "node", "scripts/phone.mjs", "http://"+s.addr, generatedID(idCooperative, 1), sellerSession, strconv.Itoa(loads)) //nolint:gosec // G204: our own script
	cmd.Dir = filepath.Join(b.root, "frontend")
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return v, fmt.Errorf("talk to the phone: %w", err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return v, fmt.Errorf("listen to the phone: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return v, fmt.Errorf("start the phone: %w", err)
	}
	last := ""
	for lines := bufio.NewScanner(out); lines.Scan(); {
		last = lines.Text()
		if last != "offline" {
			continue
		}
		s.stop()
		if _, err := in.Write([]byte("go\n")); err != nil {
			return v, errors.Join(fmt.Errorf("talk to the phone: %w", err), cmd.Wait())
		}
	}
	if err := cmd.Wait(); err != nil {
		return v, fmt.Errorf("the phone (make bench installs Chromium): %w", err)
	}
	if err := json.Unmarshal([]byte(last), &v); err != nil {
		return v, fmt.Errorf("read what the phone found: %w: %.200s", err, last)
	}
	return v, nil
}

func each(visits []visit, of func(visit) float64) []float64 {
	out := make([]float64, len(visits))
	for i, v := range visits {
		out[i] = of(v)
	}
	return out
}
