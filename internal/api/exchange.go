package api

import (
	"bytes"
	"context"
	"io"

	"github.com/gin-gonic/gin"

	"github.com/chophien/chophien/internal/exchange"
	"github.com/chophien/chophien/internal/platform/spreadsheet"
)

// ListImports answers with a page of what the cooperative sent in.
func (s *Server) ListImports(ctx context.Context, r ListImportsRequestObject) (ListImportsResponseObject, error) {
	page, err := s.Exchange.List(ctx, r.OrgId, value(r.Params.Cursor), limitOf(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	lang := langFrom(ctx)
	return ListImports200JSONResponse{
		Items: toAPIAll(page.Items, func(i exchange.Import) Import { return toAPIImport(&i, lang) }), NextCursor: optional(page.Next),
	}, nil
}

// OpenImport takes a file to be checked.
func (s *Server) OpenImport(ctx context.Context, r OpenImportRequestObject) (OpenImportResponseObject, error) {
	data, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, badRead(err)
	}
	i, err := s.Exchange.Open(ctx, exchange.OpenInput{
		Actor: actorFrom(ctx), OrgID: r.OrgId, Key: r.Params.IdempotencyKey, FileName: r.Params.FileName, Data: data,
	})
	if err != nil {
		return nil, err
	}
	return OpenImport201JSONResponse(toAPIImport(i, langFrom(ctx))), nil
}

// GetImport answers with one import.
func (s *Server) GetImport(ctx context.Context, r GetImportRequestObject) (GetImportResponseObject, error) {
	i, err := s.Exchange.Get(ctx, r.OrgId, r.ImportId)
	if err != nil {
		return nil, err
	}
	return GetImport200JSONResponse(toAPIImport(i, langFrom(ctx))), nil
}

// ListImportRows answers with rows of an import.
func (s *Server) ListImportRows(ctx context.Context, r ListImportRowsRequestObject) (ListImportRowsResponseObject, error) {
	limit := limitOf(r.Params.Limit)
	rows, err := s.Exchange.Rows(ctx, r.OrgId, r.ImportId, exchange.Outcome(value(r.Params.Outcome)), value(r.Params.From), limit+1)
	if err != nil {
		return nil, err
	}
	out := ListImportRows200JSONResponse{}
	if len(rows) > limit {
		out.Next, rows = ptr(rows[limit].At), rows[:limit]
	}
	lang := langFrom(ctx)
	out.Items = toAPIAll(rows, func(row exchange.Row) ImportRow { return toAPIImportRow(row, lang) })
	return out, nil
}

// ApplyImport has rows taken over.
func (s *Server) ApplyImport(ctx context.Context, r ApplyImportRequestObject) (ApplyImportResponseObject, error) {
	i, err := s.Exchange.Start(ctx, r.OrgId, r.ImportId, exchange.Mode(r.Body.Mode))
	if err != nil {
		return nil, err
	}
	return ApplyImport200JSONResponse(toAPIImport(i, langFrom(ctx))), nil
}

// CancelImport ends an import.
func (s *Server) CancelImport(ctx context.Context, r CancelImportRequestObject) (CancelImportResponseObject, error) {
	i, err := s.Exchange.Cancel(ctx, r.OrgId, r.ImportId)
	if err != nil {
		return nil, err
	}
	return CancelImport200JSONResponse(toAPIImport(i, langFrom(ctx))), nil
}

// GetImportTemplate sends an empty workbook.
func (s *Server) GetImportTemplate(ctx context.Context, r GetImportTemplateRequestObject) (GetImportTemplateResponseObject, error) {
	var b bytes.Buffer
	if err := s.Exchange.Template(ctx, r.OrgId, langFrom(ctx), &b); err != nil {
		return nil, err
	}
	return GetImportTemplate200ApplicationoctetStreamResponse{Body: &b, ContentLength: int64(b.Len())}, nil
}

// ExportTable sends a table while it is read. The first bytes are waited for, so that
// what fails at once is answered as a problem.
func (s *Server) ExportTable(ctx context.Context, r ExportTableRequestObject) (ExportTableResponseObject, error) {
	format := spreadsheet.FormatXLSX
	if value(r.Params.Format) == "csv" {
		format = spreadsheet.FormatCSV
	}
	lang := langFrom(ctx)
	if g, ok := ctx.(*gin.Context); ok {
		ctx = g.Request.Context() //nolint:contextcheck // Gin uses its own again when the answer has ended
	}
	body, err := streamed(func(out io.Writer) error {
		return s.Exchange.Export(ctx, r.OrgId, exchange.Table(r.Params.Table), format, lang, out)
	})
	if err != nil {
		return nil, err
	}
	return ExportTable200ApplicationoctetStreamResponse{Body: body}, nil
}

// rest reads a stream whose first bytes were read, and ends its writer when closed.
type rest struct {
	io.Reader
	io.Closer
}

func toAPIImport(i *exchange.Import, lang string) Import {
	c := i.Counts
	out := Import{
		Id: i.ID, FileName: i.FileName, SizeBytes: i.Size, Encoding: optional(i.Encoding), State: ImportState(i.State), By: optional(i.By), CreatedAt: i.CreatedAt,
		Rows: ImportCounts{Read: c.Read, New: c.New, Changed: c.Changed, Same: c.Same, Faulty: c.Faulty, Applied: c.Applied},
		Mode: optional(ImportMode(i.Mode)), EndedAt: optional(i.EndedAt),
	}
	if i.Failure != nil {
		out.Failure = ptr(i.Failure.In(lang))
	}
	return out
}

func toAPIImportRow(r exchange.Row, lang string) ImportRow {
	return ImportRow{
		At: r.At, Sheet: r.Sheet, Line: r.Line, Kind: ImportRowKind(r.Kind), Outcome: ImportOutcome(r.Outcome), Label: r.Label,
		Changes: toAPIAll(r.Changes, func(c exchange.Change) ImportChange {
			return ImportChange{Field: c.Field, From: optional(c.From), To: c.To}
		}),
		Faults: toAPIAll(r.Faults, func(f exchange.Fault) CellFault {
			return CellFault{Cell: f.Cell, Code: f.Code, Detail: f.Text().In(lang)}
		}),
	}
}
