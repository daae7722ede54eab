package intent

import (
	"regexp"
	"strings"
	"sync"
)

// patterns of folded text. RE2 takes time in proportion to the text, whatever it is.
type patterns struct {
	stars, starsBare                           *regexp.Regexp
	bulkPeriod, bulkUnit, bulkWords            *regexp.Regexp
	between, upTo, from, orLess, orMore, about *regexp.Regexp
	bare                                       *regexp.Regexp
	season                                     *regexp.Regexp
	tet, gift                                  *regexp.Regexp
}

const (
	number  = `(\d{1,3}(?:[.,]\d{3})+|\d{1,12}(?:[.,]\d{1,2})?|nua)`
	unit    = `(k|nghin|ngan|ng|tr|trieu|cu|d|dong|vnd)`
	amount  = number + `\s*(?:` + unit + `(\d)?\b)?`
	counted = `(con|kg|ky|ki|tan|ta|yen|hop|hu|tui|chai|goi|bao|thung|qua|cai|lit|l|heads?|birds?|tons?|tonnes?|boxes|jars|bottles)`
	group   = `(\d{1,3}(?:[.,]\d{3})+|\d{1,10})`
	giaFor  = `(?:(?:co |muc )?gia )?`
)

var compiled = sync.OnceValue(func() *patterns { //nolint:gochecknoglobals // compiled once, never changed
	re := func(p string) *regexp.Regexp { return regexp.MustCompile(strings.ReplaceAll(p, " ", `\s+`)) }
	return &patterns{
		stars:      re(`(?:\bocop )?(?:\b(?:tu|it nhat|dat|hang) )?\b([1-5]|mot|hai|ba|bon|nam)\s*-?\s*(?:sao\b|stars?\b|\*)(?:\s*(?:tro len|or more|ocop|\+))*`),
		starsBare:  re(`\bocop\b`),
		bulkPeriod: re(`\b` + group + `\s*(?:` + counted + `)?\s*(?:/|\b(?:moi|mot|1|per|hang|a|trong 1|trong mot))\s*(ngay|tuan|thang|nam|day|week|month|year)\b`),
		bulkUnit:   re(`\b` + group + `\s*` + counted + `\b`),
		bulkWords:  re(`\b(?:mua si|ban si|gia si|mua buon|ban buon|gia buon|so luong lon|lay si|dat si|wholesale|in bulk|bulk)\b`),
		between:    re(giaFor + `(?:\b(?:tu|from|between|khoang|tam) )?\b` + number + `\s*` + unit + `?\s*(?:-|\b(?:den|toi|to|and|va)\b)\s*` + number + `\s*` + unit + `(\d)?\b`),
		upTo:       re(giaFor + `(?:<\s*=?|\b(?:duoi|toi da|khong qua|k qua|re hon|it hon|nho hon|thap hon|max|under|below|up to|less than)\b)\s*` + amount),
		from:       re(giaFor + `(?:>\s*=?|\b(?:tren|cao hon|dat hon|lon hon|it nhat|toi thieu|over|above|more than|at least)\b)\s*` + amount),
		orLess:     re(giaFor + `\b` + amount + `\s*(?:tro xuong|do xuong|do lai|or less)\b`),
		orMore:     re(giaFor + `\b(?:tu )?` + amount + `\s*(?:tro len|do len|or more)\b`),
		about:      re(giaFor + `\b(?:tam|khoang|co|quanh|chung|about|around)\s+(?:gia )?` + amount),
		bare:       re(giaFor + `\b` + number + `\s*(k|nghin|ngan|tr|trieu|dong|d|vnd)(\d)?\b`),
		season:     re(`\b(?:(?:hang )?dang (?:vao |trong )?(mua|vu)|dung (mua|vu)|trong (mua)|(mua) nay|vao (vu|mua)|in season)\b`),
		tet:        re(`\b(?:(?:gio |hop |set )?(qua|do) )?(?:bieu |tang )?(tet)\b`),
		gift:       re(`\b(?:gio |hop |set |lam )?(qua) (?:bieu|tang)(?: sep| me| bo| khach)?\b|\blam (qua)\b|\b(bieu) (?:sep|khach|bo me)\b|\bgifts?\b`),
	}
})
