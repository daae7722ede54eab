// Package seal encrypts files that nobody but the market's own processes may read,
// so that a copy of the file store alone tells nothing.
//
// It is AES-256-GCM of the standard library with a random nonce in front of each
// file. The key is not kept with the files (docs/decisions/0035).
package seal

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"fmt"
)

// Box seals and opens files under one key.
type Box struct{ aead cipher.AEAD }

// New makes a box out of a secret of any length; it is hashed to the key's size.
func New(secret []byte) (*Box, error) {
	key := sha256.Sum256(append([]byte("chophien/seal/v1:"), secret...))
	block, err := aes.NewCipher(key[:])
	if err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, fmt.Errorf("make cipher: %w", err)
	}
	return &Box{aead: aead}, nil
}

// Seal encrypts data; about names what it is, and only who says the same opens it.
func (b *Box) Seal(data []byte, about string) []byte {
	return b.aead.Seal(nil, nil, data, []byte(about)) //nolint:gosec // G407: this AEAD makes a random nonce for each message
}

// Open returns what Seal encrypted; it fails for whatever was changed or moved.
func (b *Box) Open(sealed []byte, about string) ([]byte, error) {
	data, err := b.aead.Open(nil, nil, sealed, []byte(about))
	if err != nil {
		return nil, fmt.Errorf("open sealed file: %w", err)
	}
	return data, nil
}
