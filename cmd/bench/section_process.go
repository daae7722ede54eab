package main

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"time"
)

// process measures what the server needs to be there: memory and time to start.
func (b *bench) process(ctx context.Context, r *result) error {
	if err := b.ensureMarket(ctx, smallDatabase, smallScale); err != nil {
		return err
	}
	var starts, fresh []float64
	var s *server
	for i := range b.rounds() {
		if i > 0 {
			s.stop()
		}
		var err error
		if s, err = b.serveMarket(ctx, smallDatabase, "process", false); err != nil {
			return err
		}
		starts = append(starts, s.ready.Seconds())
		m, err := s.memory()
		if err != nil {
			s.stop()
			return err
		}
		fresh = append(fresh, m.Resident)
	}
	defer func() { s.stop() }()
	r.add(plain("start to ready, database up", "s", starts...).below(2))
	r.add(plain("memory right after the start", "MiB", fresh...))
	if err := b.traffic(ctx, r, s); err != nil {
		return err
	}
	for _, step := range []struct {
		name string
		wait time.Duration
		bar  float64
	}{{name: "memory at the end of traffic"}, {"memory after 10 s idle", 10 * time.Second, 80}, {name: "memory after 60 s idle", wait: 50 * time.Second}} {
		time.Sleep(step.wait)
		m, err := s.memory()
		if err != nil {
			return err
		}
		f := plain(step.name, "MiB", m.Resident).noting("%s of it heap and stacks, the rest pages of the binary", short(m.Own))
		if step.bar > 0 {
			f = f.below(step.bar)
		}
		r.add(f)
	}
	return b.embedded(ctx, r)
}

// traffic is a bit of everything: reads, buying, and what takes most memory at
// once, the hashing of passwords.
func (b *bench) traffic(ctx context.Context, r *result, s *server) error {
	for _, t := range readTargets() {
		for _, path := range []string{t.path, t.cold} {
			opt := wrkOptions{Addr: s.addr, Path: path, Slugs: smallSlugs(), Headers: t.headers(), Connections: readConnections, Duration: 2 * time.Second}
			if _, err := runWrk(ctx, opt); err != nil {
				return err
			}
		}
	}
	terms, err := termsVersion(ctx, s.addr)
	if err != nil {
		return err
	}
	tickets, err := fillCarts(ctx, s.addr, 300, func(int) []string { return smallScale.pair() })
	if err != nil {
		return err
	}
	if _, _, err := checkoutRate(ctx, s.addr, terms, tickets); err != nil {
		return err
	}
	err = inParallel(ctx, s.addr, 4, 8, func(shop *shopper, i int) error {
		_, err := shop.expect(http.StatusCreated, shop.request("POST", "/api/v1/auth/signup",
			fmt.Sprintf(`{"fullName":"Người Đo","login":"do%d-%d@bench.test","password":"mật khẩu dài %d","acceptTermsVersion":"%s"}`, time.Now().UnixNano(), i, i, terms)))
		return err
	})
	if err != nil {
		return fmt.Errorf("sign up: %w", err)
	}
	took, err := b.drainJobs(ctx)
	r.remark("traffic: 20 s of reads by %d connections, 300 checkouts by %d buyers, 8 sign-ups; the mails were out %.1f s later", readConnections, buyers, took.Seconds())
	return err
}

// embedded starts the server with a PostgreSQL of its own: the first time on an
// empty directory, then again.
func (b *bench) embedded(ctx context.Context, r *result) error {
	dir := filepath.Join(b.cluster.dir, "embedded")
	for _, name := range []string{"first start with its own PostgreSQL", "second start with its own PostgreSQL"} {
		s, err := startServer(ctx, b.binary, serverOptions{DataDir: dir})
		if err != nil {
			return err
		}
		s.stop()
		r.add(plain(name, "s", s.ready.Seconds()))
	}
	return nil
}
