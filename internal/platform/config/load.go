package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/caarlos0/env/v11"
)

// Faults lists everything wrong with the environment, each entry naming its
// variable and what to do.
type Faults []string

// Error joins the faults, one on each line.
func (f Faults) Error() string {
	if len(f) == 1 {
		return "configuration: " + f[0]
	}
	return fmt.Sprintf("configuration has %d faults:\n  %s", len(f), strings.Join(f, "\n  "))
}

func (f *Faults) add(name, format string, args ...any) {
	*f = append(*f, name+": "+fmt.Sprintf(format, args...))
}

// FromEnvironment loads the settings of this process.
func FromEnvironment() (Config, error) {
	return Load(env.ToMap(os.Environ()))
}

// Load reads and checks the settings. Its error is a Faults. Surrounding blanks
// are dropped, and an empty variable counts as not given.
func Load(environ map[string]string) (Config, error) {
	given := make(map[string]string, len(environ))
	for name, value := range environ {
		if value = strings.TrimSpace(value); value != "" {
			given[name] = value
		}
	}
	var faults Faults
	c, err := env.ParseAsWithOptions[Config](env.Options{
		Environment: given,
		FuncMap:     map[reflect.Type]env.ParserFunc{reflect.TypeFor[[]netip.Prefix](): parsePrefixes},
	})
	if err != nil {
		faults = append(faults, parseFaults(err, given)...)
	}
	faults = append(faults, c.fillDefaults(given)...)
	faults = append(faults, c.check()...)
	if len(faults) > 0 {
		return Config{}, withoutRepeats(faults)
	}
	return c, nil
}

// fillDefaults sets what depends on other settings.
func (c *Config) fillDefaults(given map[string]string) Faults {
	var faults Faults
	dir, err := filepath.Abs(c.DataDir)
	if err != nil {
		faults.add("DATA_DIR", "cannot be resolved: %v", err)
	}
	c.DataDir = dir
	if c.PublicURL == "" {
		c.PublicURL = "http://" + net.JoinHostPort("127.0.0.1", strconv.Itoa(c.Port))
	}
	c.PublicURL = strings.TrimRight(c.PublicURL, "/")
	if c.BlobURL == "" {
		// no_tmp_dir: uploads are renamed into place, which fails from another file system.
		u := url.URL{Scheme: "file", Path: filepath.Join(dir, "blobs"), RawQuery: "create_dir=true&no_tmp_dir=true"}
		c.BlobURL = u.String()
	}
	switch {
	case strings.EqualFold(c.Observe.MetricsAddr, "off"):
		c.Observe.MetricsAddr = ""
	case given["METRICS_ADDR"] == "":
		c.Observe.MetricsAddr = net.JoinHostPort("127.0.0.1", strconv.Itoa(metricsPort(c.Port)))
	}
	if c.Demo && c.Operator.Name == "" {
		c.Operator.Name = "Chợ Phiên (bản chạy thử)"
	}
	return faults
}

// metricsPort is 0 (any free port) when PORT is, or is wrong.
func metricsPort(port int) int {
	const shift = 1000
	switch {
	case port <= 0 || port > maxPort:
		return 0
	case port+shift > maxPort:
		return port - shift
	default:
		return port + shift
	}
}

// parseFaults turns the library's errors, which name Go fields, into ours.
func parseFaults(err error, given map[string]string) Faults {
	var all env.AggregateError
	if !errors.As(err, &all) {
		return Faults{err.Error()}
	}
	names := variables(reflect.TypeFor[Config]())
	var faults Faults
	for _, e := range all.Errors {
		var parse env.ParseError
		if !errors.As(e, &parse) {
			faults = append(faults, e.Error())
			continue
		}
		name := names[parse.Name]
		faults.add(name, "%q is not %s", given[name], expected(parse.Type))
	}
	return faults
}

func expected(t reflect.Type) string {
	if t == reflect.TypeFor[[]netip.Prefix]() {
		return "a comma-separated list of addresses or networks such as 10.0.0.0/8"
	}
	switch t.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int:
		if t.PkgPath() == "log/slog" {
			return "debug, info, warn or error"
		}
		return "a whole number"
	default:
		return "a valid " + t.String()
	}
}

// variables maps the Go field names of a struct to their variables.
func variables(t reflect.Type) map[string]string {
	names := map[string]string{}
	for i := range t.NumField() {
		field := t.Field(i)
		if name, ok := field.Tag.Lookup("env"); ok {
			names[field.Name] = name
		} else if field.Type.Kind() == reflect.Struct {
			for k, v := range variables(field.Type) {
				names[k] = v
			}
		}
	}
	return names
}

// parsePrefixes takes bare addresses too: the library would read only networks.
func parsePrefixes(text string) (any, error) {
	var prefixes []netip.Prefix
	for part := range strings.SplitSeq(text, ",") {
		part = strings.TrimSpace(part)
		if addr, err := netip.ParseAddr(part); err == nil {
			prefixes = append(prefixes, netip.PrefixFrom(addr, addr.BitLen()))
			continue
		}
		prefix, err := netip.ParsePrefix(part)
		if err != nil {
			return nil, fmt.Errorf("read network: %w", err)
		}
		prefixes = append(prefixes, prefix)
	}
	return prefixes, nil
}

// withoutRepeats keeps the first fault of each variable: a value that could not
// be read must not be blamed for being out of range too.
func withoutRepeats(faults Faults) Faults {
	seen := map[string]bool{}
	return slices.DeleteFunc(faults, func(fault string) bool {
		name, _, _ := strings.Cut(fault, ":")
		repeated := seen[name]
		seen[name] = true
		return repeated
	})
}
