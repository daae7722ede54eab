package blob

import (
	"context"
	"fmt"
	"regexp"

	"gocloud.dev/blob"

	"github.com/chophien/chophien/internal/ident"
)

// privatePattern is what the key of a private file looks like. Handler's pattern
// has no place for a dot before the end nor for these folders, so it serves none.
var privatePattern = regexp.MustCompile(`^private\.files/[A-Za-z0-9_-]{43}\.[a-z]{3,4}$`)

// PrivateKey makes a key that nobody can guess, for a file with an extension.
func PrivateKey(ext string) string { return "private.files/" + ident.Secret() + "." + ext }

// PutPrivate stores a file that is read through GetPrivate only.
func (s *Store) PutPrivate(ctx context.Context, key string, data []byte) error {
	if !privatePattern.MatchString(key) {
		return fmt.Errorf("store private blob: %w", ErrBadKey)
	}
	if err := s.bucket.WriteAll(ctx, key, data, &blob.WriterOptions{ContentType: "application/octet-stream", CacheControl: "no-store"}); err != nil {
		return fmt.Errorf("store private blob: %w", err)
	}
	return nil
}

// GetPrivate reads what PutPrivate stored; whoever calls it has asked who may read.
func (s *Store) GetPrivate(ctx context.Context, key string) ([]byte, error) {
	if !privatePattern.MatchString(key) {
		return nil, fmt.Errorf("read private blob: %w", ErrBadKey)
	}
	data, err := s.bucket.ReadAll(ctx, key)
	if err != nil {
		return nil, fmt.Errorf("read private blob: %w", err)
	}
	return data, nil
}
