package web

import (
	"context"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"
)

type countedScans []string

func (c *countedScans) CountScan(_ context.Context, code string) error {
	*c = append(*c, code)
	return nil
}

func traceSite(t *testing.T, file string) (http.Handler, *countedScans) {
	t.Helper()
	scans := &countedScans{}
	_, e := newSite(t, func(d *Deps) {
		f := newFakeAPI(t)
		for _, lang := range []string{"vi", "en"} {
			f.answers["/api/v1/trace/codes/K7MW2Q9AXY?lang="+lang] = file
			f.answers["/api/v1/trace/gtins/04006381333931/lots/MTM-1126?lang="+lang] = file
		}
		f.answers["/api/v1/trace/codes/BROKEN?lang=vi"] = "broken"
		d.Source, d.Scans = f, scans
	})
	return e, scans
}

// What must be there after scanning, by Circular 02/2024/TT-BKHCN: name and picture of
// the goods, producer and address, times of the events, lot (and article), expiry.
func TestTrace_says_what_the_Circular_asks_for(t *testing.T) {
	t.Parallel()
	e, scans := traceSite(t, "trace")
	for _, path := range []string{"/truy-xuat/K7MW2Q9AXY", "/01/04006381333931/10/MTM-1126", "/en/truy-xuat/K7MW2Q9AXY"} {
		got := get(t, e, path)
		require.Equal(t, http.StatusOK, got.StatusCode, path)
		for what, part := range map[string]string{
			"name": "Mứt tào mèo", "picture": "/media/pictures/jam-640.jpg", "producer": "Hợp tác xã Mẫu", "address": "Thôn 3, xã Mù Cang Chải",
			"time of an event": "05/11/2026", "time of production": "09/11/2026", "expiry": "28/05/2027", "lot": "MTM-1126", "article": "P13-250", "GTIN": "4006381333931",
			"growing area": "MAU-VT-0012", "household": "Hộ mẫu số 3", "laboratory result": "Không phát hiện", "certification": "HACCP-MAU-01", "its end": "29/02/2028",
			"its file": "/api/v1/trace/certifications/00000000-0000-0000-0000-000000000009/files", "OCOP decision": "12/QĐ-MAU",
			"sample": plainSample(path), "telephone": `href="tel:&#43;84912345678">0912 345 678</a>`,
		} {
			require.Contains(t, got.text, part, "%s: %s", path, what)
		}
		doc := parse(t, got.text)
		require.Empty(t, all(doc, "script"), "no script at all")
		require.NotContains(t, got.text, "<b>Chua")
		require.Equal(t, "no-store", got.Header.Get("Cache-Control"))
	}
	require.Len(t, *scans, 3)
	require.Equal(t, http.StatusOK, send(t, e, http.MethodHead, "/truy-xuat/K7MW2Q9AXY").StatusCode)
	require.Len(t, *scans, 3, "a monitor's question is no scan")
}

func plainSample(path string) string {
	if path[:3] == "/en" {
		return "Sample data"
	}
	return "Dữ liệu mẫu"
}

func TestTrace_of_a_recalled_lot_is_red_first(t *testing.T) {
	t.Parallel()
	e, _ := traceSite(t, "trace_recalled")
	got := get(t, e, "/truy-xuat/K7MW2Q9AXY")
	alert := ""
	for _, section := range all(parse(t, got.text), "section") {
		if attr(section, "role") == "alert" {
			alert = textOf(section)
			break
		}
	}
	require.Contains(t, alert, "đã bị thu hồi")
	require.Contains(t, alert, "Nắp hộp hở")
	require.Contains(t, alert, "29/11/2026")
	require.Contains(t, got.text, "border-bad")
}

func TestTrace_of_nothing(t *testing.T) {
	t.Parallel()
	e, scans := traceSite(t, "trace")
	require.Equal(t, http.StatusNotFound, get(t, e, "/truy-xuat/NOBODY").StatusCode)
	require.Equal(t, http.StatusNotFound, get(t, e, "/01/123/10/x").StatusCode)
	require.Equal(t, http.StatusServiceUnavailable, get(t, e, "/truy-xuat/BROKEN").StatusCode)
	require.Empty(t, *scans)
}
