package web

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// exampleDepth ends examples of things that contain each other.
const exampleDepth = 5

func exampleText(ref *openapi3.SchemaRef) string {
	value := exampleOf(ref, "", exampleDepth)
	if value == nil {
		return ""
	}
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // html/template does it
	encoder.SetIndent("", "  ")
	if encoder.Encode(value) != nil {
		return "" // an example less is no harm
	}
	return strings.TrimSpace(b.String())
}

// exampleValues show what a field of that name really holds.
var exampleValues = map[string]any{
	"slug": "mut-tao-meo", "name": "Mứt tào mèo", "fullName": "Lò Thị Mai", "phone": "+84912345678", "email": "mai@example.vn",
	"place": "xã Văn Chấn, tỉnh Lào Cai", "unit": "hộp 250 g", "priceVnd": 65000, "fromPriceVnd": 65000, "totalVnd": 165000,
	"subtotalVnd": 130000, "shippingVnd": 35000, "url": "/media/pictures/0a1b2c3d4e5f-640.jpg", "code": "CP-7K2M-1", "login": "0912345678",
	"password": "a-long-secret", "minQty": 1, "maxQty": 50, "stepQty": 1, "quantity": 2, "lang": "vi", "locale": "vi",
	"line": "thôn Giàng A", "communeCode": "04672", "acceptTermsVersion": "2026-11-23", "termsVersion": "2026-11-23", "stars": 4,
}

func exampleOf(ref *openapi3.SchemaRef, name string, depth int) any {
	if ref == nil || ref.Value == nil || depth == 0 {
		return nil
	}
	s := ref.Value
	switch known, ok := exampleValues[name]; {
	case s.Example != nil:
		return s.Example
	case len(s.Enum) > 0:
		return s.Enum[0]
	case s.Default != nil:
		return s.Default
	case ok && len(s.Properties) == 0 && len(s.AllOf) == 0 && !s.Type.Is("array"):
		return known
	case s.Type.Is("array"):
		if item := exampleOf(s.Items, name, depth-1); item != nil {
			return []any{item}
		}
		return []any{}
	case len(s.AllOf) > 0 || len(s.Properties) > 0:
		return exampleObject(ref, depth)
	case s.Type.Is("integer"):
		return 1
	case s.Type.Is("boolean"):
		return false
	case s.Type.Is("string"):
		return exampleString(s.Format)
	default:
		return map[string]any{}
	}
}

func exampleObject(ref *openapi3.SchemaRef, depth int) any {
	out := map[string]any{}
	for _, part := range ref.Value.AllOf {
		if fields, ok := exampleOf(part, "", depth).(map[string]any); ok {
			for k, v := range fields {
				out[k] = v
			}
		}
	}
	for name, p := range ref.Value.Properties {
		if v := exampleOf(p, name, depth-1); v != nil {
			out[name] = v
		}
	}
	return out
}

func exampleString(format string) string {
	switch format {
	case "uuid":
		return "0193f2c1-5b7a-7c3e-9d41-2f6e8a1b0c5d"
	case "date":
		return "2026-11-23"
	case "date-time":
		return "2026-11-23T07:05:00Z"
	default:
		return "…"
	}
}
