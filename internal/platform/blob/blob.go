// Package blob keeps files that pages refer to, such as pictures, in a bucket:
// a directory, or S3 in production (BLOB_URL).
//
// A key is made from the content (its hash), so what a key holds never changes:
// it may be cached for ever, and writing it twice is harmless. It holds nothing
// private: whoever knows a key may read it.
package blob

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/fileblob" // file://
	_ "gocloud.dev/blob/memblob"  // mem://
	_ "gocloud.dev/blob/s3blob"   // s3://
	"gocloud.dev/gcerrors"
)

// keyPattern is what a key looks like: "pictures/0a1b2c3d4e5f-640.jpg".
var keyPattern = regexp.MustCompile(`^[a-z]{1,20}/[a-z0-9-]{1,80}\.(jpg|png|webp)$`)

var contentTypes = map[string]string{"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}

// ErrBadKey tells that a key is not of the form this package stores.
var ErrBadKey = errors.New("not a blob key")

// Store is an open bucket.
type Store struct{ bucket *blob.Bucket }

// Open opens the bucket at rawURL: file:///srv/blobs, s3://bucket?region=….
// A directory is made when it is not there.
func Open(ctx context.Context, rawURL string) (*Store, error) {
	u, err := url.Parse(rawURL)
	if err != nil {
		return nil, fmt.Errorf("read BLOB_URL: %w", err)
	}
	if u.Scheme == "file" {
		q := u.Query()
		// The key tells the type, so no second file of attributes beside each; files
		// are renamed into place, which needs them on the same file system.
		for name, value := range map[string]string{"create_dir": "true", "no_tmp_dir": "true", "metadata": "skip"} {
			if !q.Has(name) {
				q.Set(name, value)
			}
		}
		u.RawQuery = q.Encode()
	}
	bucket, err := blob.OpenBucket(ctx, u.String())
	if err != nil {
		return nil, fmt.Errorf("open the blob bucket %s: %w", u.Redacted(), err)
	}
	return &Store{bucket: bucket}, nil
}

// Close lets go of the bucket.
func (s *Store) Close() error { return s.bucket.Close() }

// Put stores data under key, unless it is there already.
func (s *Store) Put(ctx context.Context, key string, data []byte) error {
	m := keyPattern.FindStringSubmatch(key)
	if m == nil {
		return fmt.Errorf("store blob %q: %w", key, ErrBadKey)
	}
	there, err := s.bucket.Exists(ctx, key)
	if err != nil {
		return fmt.Errorf("look for blob %s: %w", key, err)
	}
	if there {
		return nil
	}
	if err := s.bucket.WriteAll(ctx, key, data, &blob.WriterOptions{ContentType: contentTypes[m[1]], CacheControl: immutable}); err != nil {
		return fmt.Errorf("store blob %s: %w", key, err)
	}
	return nil
}

// Delete removes a key; one that is not there is fine.
func (s *Store) Delete(ctx context.Context, key string) error {
	if err := s.bucket.Delete(ctx, key); err != nil && gcerrors.Code(err) != gcerrors.NotFound {
		return fmt.Errorf("delete blob %s: %w", key, err)
	}
	return nil
}

// Ping tells whether the bucket can be reached.
func (s *Store) Ping(ctx context.Context) error {
	ok, err := s.bucket.IsAccessible(ctx)
	if err != nil {
		return fmt.Errorf("reach the blob bucket: %w", err)
	}
	if !ok {
		return errors.New("the blob bucket is not accessible")
	}
	return nil
}
