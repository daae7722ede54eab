package web

import (
	"html/template"
	"slices"
	"sort"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

type docsTag struct {
	Name, Description string
	Operations        []docsOperation
}

type docsOperation struct {
	ID, Method, Path, Summary, Description string
	// Access names who may call it; Owner narrows it to owners.
	Access     []string
	Owner      bool
	Parameters []docsField
	Body       *docsBody
	Answers    []docsAnswer
}

type docsBody struct {
	Type    docsType
	Media   string
	Fields  []docsField
	Example string
}

type docsAnswer struct {
	Status, Description string
	Type                docsType
	Example             string
}

type docsField struct {
	Name, In, Description string
	Type                  docsType
	Required              bool
}

// docsType is a type in words; Ref is the schema it points to.
type docsType struct{ Before, Ref, After string }

type docsSchema struct {
	Name, Description string
	Fields            []docsField
	Type              docsType
	Example           string
}

// methodOrder sorts the operations of one path as people expect.
var methodOrder = []string{"GET", "POST", "PUT", "PATCH", "DELETE"}

func docsTags(spec *openapi3.T) []docsTag {
	index := map[string]int{}
	var tags []docsTag
	for _, t := range spec.Tags {
		index[t.Name] = len(tags)
		tags = append(tags, docsTag{Name: t.Name, Description: t.Description})
	}
	for _, path := range spec.Paths.InMatchingOrder() {
		item := spec.Paths.Value(path)
		for _, method := range methodOrder {
			op := item.GetOperation(method)
			if op == nil || len(op.Tags) == 0 {
				continue
			}
			if i, known := index[op.Tags[0]]; known {
				tags[i].Operations = append(tags[i].Operations, docsOperationOf(method, path, op))
			}
		}
	}
	for _, t := range tags {
		sort.SliceStable(t.Operations, func(i, j int) bool { return t.Operations[i].Path < t.Operations[j].Path })
	}
	return tags
}

func docsOperationOf(method, path string, op *openapi3.Operation) docsOperation {
	out := docsOperation{
		ID: op.OperationID, Method: method, Path: path, Summary: op.Summary, Description: op.Description,
		Access: extensionList(op.Extensions, "x-access"), Owner: op.Extensions["x-role"] == "owner",
	}
	for _, p := range op.Parameters {
		out.Parameters = append(out.Parameters, docsField{
			Name: p.Value.Name, In: p.Value.In, Description: p.Value.Description, Required: p.Value.Required, Type: typeOf(p.Value.Schema),
		})
	}
	if op.RequestBody != nil {
		for media, content := range op.RequestBody.Value.Content {
			out.Body = &docsBody{Type: typeOf(content.Schema), Media: media, Fields: fieldsOf(content.Schema)}
			if media == "application/json" {
				out.Body.Example = exampleText(content.Schema)
			}
		}
	}
	statuses := op.Responses.Map()
	for _, status := range sortedKeys(statuses) {
		r := statuses[status].Value
		answer := docsAnswer{Status: status}
		if status == "default" {
			answer.Status = "4xx, 5xx"
		}
		if r.Description != nil {
			answer.Description = *r.Description
		}
		for media, content := range r.Content {
			answer.Type = typeOf(content.Schema)
			if media == "application/json" {
				answer.Example = exampleText(content.Schema)
			}
		}
		out.Answers = append(out.Answers, answer)
	}
	return out
}

func docsSchemas(spec *openapi3.T) []docsSchema {
	var out []docsSchema
	if spec.Components == nil {
		return nil
	}
	for _, name := range sortedKeys(spec.Components.Schemas) {
		ref := spec.Components.Schemas[name]
		s := docsSchema{Name: name, Description: ref.Value.Description, Fields: fieldsOf(ref)}
		if len(s.Fields) > 0 {
			s.Example = exampleText(ref)
		} else {
			s.Type = typeOf(&openapi3.SchemaRef{Value: ref.Value})
		}
		out = append(out, s)
	}
	return out
}

// fieldsOf lists an object's fields, those of its parts (allOf) included.
func fieldsOf(ref *openapi3.SchemaRef) []docsField {
	if ref == nil || ref.Value == nil {
		return nil
	}
	var out []docsField
	for _, part := range ref.Value.AllOf {
		out = append(out, fieldsOf(part)...)
	}
	for _, name := range sortedKeys(ref.Value.Properties) {
		p := ref.Value.Properties[name]
		field := docsField{Name: name, Type: typeOf(p), Required: slices.Contains(ref.Value.Required, name)}
		if p.Value != nil && p.Ref == "" {
			field.Description = p.Value.Description
		}
		out = append(out, field)
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Required && !out[j].Required })
	return out
}

func typeOf(ref *openapi3.SchemaRef) docsType {
	if ref == nil || ref.Value == nil {
		return docsType{}
	}
	if ref.Ref != "" {
		return docsType{Ref: refName(ref.Ref)}
	}
	s := ref.Value
	after := ""
	if s.Nullable {
		after = " or null"
	}
	switch {
	case len(s.AllOf) == 1:
		t := typeOf(s.AllOf[0])
		t.After += after
		return t
	case s.Type.Is("array"):
		t := typeOf(s.Items)
		t.Before = "array of " + t.Before
		return t
	case len(s.Enum) > 0:
		values := make([]string, len(s.Enum))
		for i, v := range s.Enum {
			values[i], _ = v.(string)
		}
		return docsType{Before: strings.Join(values, " | "), After: after}
	case s.Type == nil || len(*s.Type) == 0:
		return docsType{Before: "object"}
	case s.Format != "":
		return docsType{Before: (*s.Type)[0] + " (" + s.Format + ")", After: after}
	default:
		return docsType{Before: (*s.Type)[0], After: after}
	}
}

func refName(ref string) string { return ref[strings.LastIndexByte(ref, '/')+1:] }

func extensionList(all map[string]any, name string) []string {
	values, _ := all[name].([]any)
	out := make([]string, 0, len(values))
	for _, v := range values {
		if text, ok := v.(string); ok {
			out = append(out, text)
		}
	}
	return out
}

func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Anchor is where a field's type is described.
func (t docsType) Anchor() template.URL { return template.URL(docsRoot + "/schemas#" + t.Ref) } //nolint:gosec // a name of the contract
