package place_test

import (
	"context"
	"runtime"
	"testing"

	"github.com/stretchr/testify/require"
)

func BenchmarkService_Search(b *testing.B) {
	s, _, _ := setup(b)
	for _, q := range []string{
		"xa suoi giang van chan yen bai", // the long way
		"t",                              // every name with that letter
		"tan",                            // the commonest first word
		"xã Tân Lập, huyện Lục Yên, tỉnh Yên Bái",
		"suoi giagn",           // mends a slip: all names are compared
		"khong co xa nao ca",   // finds nothing
		"phường 1 thành phố h", // the commonest name
	} {
		b.Run(q, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Search(context.Background(), q, "", 10); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkService_Resolve(b *testing.B) {
	s, _, _ := setup(b)
	for _, q := range []string{
		"Số 12, thôn Pang Cáng, xã Suối Giàng, huyện Văn Chấn, tỉnh Yên Bái, Việt Nam",
		"một địa chỉ dài không có xã phường nào trong đó cả mà chỉ toàn chữ với chữ thôi nhé",
	} {
		b.Run(q[:8], func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Resolve(context.Background(), q); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// The snapshot must stay small: the server's idle memory is a promise.
func TestService_memory(t *testing.T) {
	s, _, _ := setup(t)
	heap := func() uint64 {
		runtime.GC()
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	_, err := s.Provinces(context.Background())
	require.NoError(t, err)
	used := int64(heap()) - int64(before)
	t.Logf("snapshot: %.1f MB", float64(used)/1e6)
	require.Less(t, used, int64(6_000_000))
	runtime.KeepAlive(s)
}
