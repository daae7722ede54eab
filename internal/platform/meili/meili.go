// Package meili speaks to a Meilisearch server: searches, and tasks that are waited
// for. What is indexed and how is the caller's business.
//
// Nothing is retried here: a search falls back at once, and an indexer has its own
// patience.
package meili

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/meilisearch/meilisearch-go"
)

type (
	// Query is Meilisearch's own.
	Query = meilisearch.SearchRequest
	// Response is Meilisearch's own answer to a Query.
	Response = meilisearch.SearchResponse
	// Hit is a document of a Response, field by field.
	Hit = meilisearch.Hit
)

// Ways to match: all words, or as many as there are, those that few documents have first.
const (
	AllWords  = meilisearch.All
	RareWords = meilisearch.Frequency
)

// ErrNoIndex is returned for an index that does not exist.
var ErrNoIndex = errors.New("the search server has no such index")

// TaskError tells why the server did not do what it was asked to.
type TaskError struct{ Code, Message string }

// Error implements error.
func (e *TaskError) Error() string {
	return fmt.Sprintf("the search server refused a task: %s (%s)", e.Message, e.Code)
}

// Client talks to one server. It is safe for concurrent use.
type Client struct {
	server meilisearch.ServiceManager
	close  func()
}

const (
	dialBudget = 2 * time.Second
	keepAlive  = 30 * time.Second
)

// New returns a client; no connection is made yet. key may be empty for a server
// without keys.
func New(url, key string) *Client {
	transport := &http.Transport{
		DialContext:         Dial,
		MaxIdleConns:        64,
		MaxIdleConnsPerHost: 64,
		IdleConnTimeout:     90 * time.Second,
	}
	return &Client{
		server: meilisearch.New(url, meilisearch.WithAPIKey(key), meilisearch.DisableRetries(),
			meilisearch.WithCustomClient(&http.Client{Transport: transport})),
		close: transport.CloseIdleConnections,
	}
}

// Close lets go of idle connections.
func (c *Client) Close() { c.close() }

// Version asks for the server's version; it needs the key.
func (c *Client) Version(ctx context.Context) (string, error) {
	v, err := c.server.VersionWithContext(ctx)
	if err != nil {
		return "", fail("ask the search server for its version", err)
	}
	return v.PkgVersion, nil
}

// Search asks several queries in one request and returns as many answers.
func (c *Client) Search(ctx context.Context, queries ...*Query) ([]Response, error) {
	answer, err := c.server.MultiSearchWithContext(ctx, &meilisearch.MultiSearchRequest{Queries: queries})
	if err != nil {
		return nil, fail("search", err)
	}
	if len(answer.Results) != len(queries) {
		return nil, fmt.Errorf("search: %d answers to %d queries", len(answer.Results), len(queries)) //nolint:err113 // cannot be acted on
	}
	return answer.Results, nil
}

// Create makes an empty index with settings and waits until it stands.
func (c *Client) Create(ctx context.Context, index, primaryKey string, setup Setup) error {
	task, err := c.server.CreateIndexWithContext(ctx, &meilisearch.IndexConfig{Uid: index, PrimaryKey: primaryKey})
	if err != nil {
		return fail("make an index", err)
	}
	if err := c.Wait(ctx, task.TaskUID); err != nil {
		return err
	}
	task, err = c.server.Index(index).UpdateSettingsWithContext(ctx, setup.settings())
	if err != nil {
		return fail("set an index up", err)
	}
	return c.Wait(ctx, task.TaskUID)
}

// Add posts documents, a JSON object a line; they replace those with the same
// primary key. It returns the task to wait for.
func (c *Client) Add(ctx context.Context, index string, ndjson []byte) (task int64, err error) {
	t, err := c.server.Index(index).AddDocumentsNdjsonWithContext(ctx, ndjson, nil)
	if err != nil {
		return 0, fail("post documents", err)
	}
	return t.TaskUID, nil
}

// Delete removes documents; those that are not there are no error. It returns the
// task to wait for.
func (c *Client) Delete(ctx context.Context, index string, ids []string) (task int64, err error) {
	t, err := c.server.Index(index).DeleteDocumentsWithContext(ctx, ids, nil)
	if err != nil {
		return 0, fail("delete documents", err)
	}
	return t.TaskUID, nil
}

// Swap exchanges two indexes at one moment and waits for it.
func (c *Client) Swap(ctx context.Context, a, b string) error {
	task, err := c.server.SwapIndexesWithContext(ctx, []*meilisearch.SwapIndexesParams{{Indexes: []string{a, b}}})
	if err != nil {
		return fail("swap indexes", err)
	}
	return c.Wait(ctx, task.TaskUID)
}

// Drop deletes an index; one that is not there is no error.
func (c *Client) Drop(ctx context.Context, index string) error {
	task, err := c.server.DeleteIndexWithContext(ctx, index)
	if err != nil {
		return fail("delete an index", err)
	}
	err = c.Wait(ctx, task.TaskUID)
	if errors.Is(err, ErrNoIndex) {
		return nil
	}
	return err
}

// Indexes lists the names of all indexes.
func (c *Client) Indexes(ctx context.Context) ([]string, error) {
	var out []string
	for {
		page, err := c.server.ListIndexesWithContext(ctx, &meilisearch.IndexesQuery{Limit: 100, Offset: int64(len(out))})
		if err != nil {
			return nil, fail("list indexes", err)
		}
		for _, one := range page.Results {
			out = append(out, one.UID)
		}
		if int64(len(out)) >= page.Total || len(page.Results) == 0 {
			return out, nil
		}
	}
}

// Count tells how many documents an index holds. Errors: ErrNoIndex.
func (c *Client) Count(ctx context.Context, index string) (int64, error) {
	s, err := c.server.Index(index).GetStatsWithContext(ctx, nil)
	if err != nil {
		return 0, fail("count documents", err)
	}
	return s.NumberOfDocuments, nil
}

// fetchPage is how many documents are read at once.
const fetchPage = 5000

// Each hands over fields of every document, in no order. Errors: ErrNoIndex.
func (c *Client) Each(ctx context.Context, index string, fields []string, visit func(Hit) error) error {
	for offset := int64(0); ; offset += fetchPage {
		var page meilisearch.DocumentsResult
		err := c.server.Index(index).GetDocumentsWithContext(ctx, &meilisearch.DocumentsQuery{Offset: offset, Limit: fetchPage, Fields: fields}, &page)
		if err != nil {
			return fail("read documents", err)
		}
		for _, hit := range page.Results {
			if err := visit(hit); err != nil {
				return err
			}
		}
		if len(page.Results) < fetchPage {
			return nil
		}
	}
}

// How long is slept between two looks at a task.
const (
	shortestNap = 3 * time.Millisecond
	longestNap  = 100 * time.Millisecond
)

// Wait returns when the server has done a task. Errors: *TaskError, ErrNoIndex.
func (c *Client) Wait(ctx context.Context, task int64) error {
	nap := shortestNap
	for {
		t, err := c.server.GetTaskWithContext(ctx, task)
		if err != nil {
			return fail("wait for the search server", err)
		}
		switch t.Status {
		case meilisearch.TaskStatusSucceeded:
			return nil
		case meilisearch.TaskStatusFailed, meilisearch.TaskStatusCanceled:
			if t.Error.Code == codeNoIndex {
				return ErrNoIndex
			}
			return &TaskError{Code: t.Error.Code, Message: t.Error.Message}
		case meilisearch.TaskStatusEnqueued, meilisearch.TaskStatusProcessing, meilisearch.TaskStatusUnknown:
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for the search server: %w", ctx.Err())
		case <-time.After(nap):
			nap = min(2*nap, longestNap)
		}
	}
}

const codeNoIndex = "index_not_found"

func fail(doing string, err error) error {
	var e *meilisearch.Error
	if errors.As(err, &e) && e.MeilisearchApiError.Code == codeNoIndex {
		return fmt.Errorf("%s: %w", doing, ErrNoIndex)
	}
	return fmt.Errorf("%s: %w", doing, err)
}
