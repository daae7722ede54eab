package main

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"

	"golang.org/x/term"
)

// readPassword asks at a terminal without showing it, or reads one line of a pipe.
func readPassword(stderr io.Writer) (string, error) {
	fd := int(os.Stdin.Fd())
	if term.IsTerminal(fd) {
		if _, err := fmt.Fprint(stderr, "Password: "); err != nil {
			return "", err
		}
		b, err := term.ReadPassword(fd)
		if err != nil {
			return "", fmt.Errorf("read password: %w", err)
		}
		_, err = fmt.Fprintln(stderr)
		return string(b), err
	}
	line, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil && line == "" {
		return "", fmt.Errorf("read password from standard input: %w", err)
	}
	return strings.TrimRight(line, "\r\n"), nil
}
