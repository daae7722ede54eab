package obs

import "strings"

// withTracePath completes the base endpoint the OpenTelemetry specification
// asks for (http://collector:4318) to the path of its traces.
func withTracePath(endpoint string) string {
	const path = "/v1/traces"
	if strings.HasSuffix(endpoint, path) {
		return endpoint
	}
	return strings.TrimRight(endpoint, "/") + path
}
