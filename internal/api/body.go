package api

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/uuid"
)

// keptBody keeps what was read of a JSON request, so that the field that could not
// be decoded can be looked for: the decoder does not name one for ids and dates.
type keptBody struct {
	io.Reader
	io.Closer

	read bytes.Buffer
}

func keepBody(body io.ReadCloser) *keptBody {
	k := &keptBody{Closer: body}
	k.Reader = io.TeeReader(body, &k.read)
	return k
}

// bodiesOf lists the schema of each operation's JSON body, by Gin's method and path.
func bodiesOf(spec *openapi3.T) map[string]*openapi3.Schema {
	out := map[string]*openapi3.Schema{}
	for path, item := range spec.Paths.Map() {
		for method, op := range item.Operations() {
			if op.RequestBody == nil {
				continue
			}
			if media := op.RequestBody.Value.GetMediaType("application/json"); media != nil && media.Schema != nil {
				out[method+" "+ginPath(path)] = media.Schema.Value
			}
		}
	}
	return out
}

// faultIn returns the JSON pointer of the first value in body that is not of the type
// that the contract gives it; "" where there is none below the top. Pure.
func faultIn(schema *openapi3.Schema, body []byte) string {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if schema == nil || decoder.Decode(&value) != nil {
		return ""
	}
	pointer, _ := fault(schema, value, "")
	return pointer
}

// fault tells where below at a value has the wrong type, and whether one has.
func fault(schema *openapi3.Schema, value any, at string) (pointer string, found bool) {
	for _, part := range schema.AllOf {
		if pointer, found = fault(part.Value, value, at); found {
			return pointer, true
		}
	}
	switch v := value.(type) {
	case nil: // leaves the field as it is
		return "", false
	case map[string]any:
		keys := make([]string, 0, len(v))
		for key := range v {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
			if property := propertyOf(schema, key); property != nil {
				if pointer, found = fault(property, v[key], at+"/"+escaped(key)); found {
					return pointer, true
				}
			}
		}
	case []any:
		for i := 0; schema.Items != nil && i < len(v); i++ {
			if pointer, found = fault(schema.Items.Value, v[i], at+"/"+strconv.Itoa(i)); found {
				return pointer, true
			}
		}
	}
	return at, !fits(schema, value)
}

// propertyOf finds a field as the decoder does: exactly, else in any case of letters.
func propertyOf(schema *openapi3.Schema, key string) *openapi3.Schema {
	if ref := schema.Properties[key]; ref != nil {
		return ref.Value
	}
	for name, ref := range schema.Properties {
		if strings.EqualFold(name, key) {
			return ref.Value
		}
	}
	return nil
}

// fits tells whether a value is of the schema's own type; its parts are not looked at.
func fits(schema *openapi3.Schema, value any) bool {
	if schema.Type == nil {
		return true
	}
	switch v := value.(type) {
	case string:
		return schema.Type.Includes(openapi3.TypeString) && fitsFormat(schema.Format, v)
	case json.Number:
		if schema.Type.Includes(openapi3.TypeInteger) {
			_, err := v.Int64()
			return err == nil
		}
		return schema.Type.Includes(openapi3.TypeNumber)
	case bool:
		return schema.Type.Includes(openapi3.TypeBoolean)
	case []any:
		return schema.Type.Includes(openapi3.TypeArray)
	case map[string]any:
		return schema.Type.Includes(openapi3.TypeObject)
	}
	return true
}

func fitsFormat(format, text string) bool {
	var err error
	switch format {
	case "uuid":
		_, err = uuid.Parse(text)
	case "date":
		_, err = time.Parse(time.DateOnly, text)
	case "date-time":
		_, err = time.Parse(time.RFC3339, text)
	}
	return err == nil
}

// escaped writes a key as a JSON pointer's token (RFC 6901).
func escaped(key string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(key) }
