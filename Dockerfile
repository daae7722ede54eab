# Three stages: the web application, the binary that carries it, and an image with
# nothing else in it. The commands are those of `make build`.
#
# The final image runs as an unprivileged user and needs no writable root:
#   docker run --read-only --tmpfs /tmp -v chophien:/data -e DATABASE_URL=... chophien

FROM node:20.20.2-bookworm-slim AS frontend
WORKDIR /src/frontend
COPY frontend/package.json frontend/package-lock.json frontend/.npmrc ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run --silent build

FROM golang:1.26.8-bookworm AS binary
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
COPY --from=frontend /src/frontend/dist/app frontend/dist/app
ARG VERSION=dev
# Static, since the final image has no C library.
RUN CGO_ENABLED=0 go build -buildvcs=false -trimpath -tags nomsgpack -ldflags "-s -w -X main.version=$VERSION" -o /out/chophien ./cmd/chophien \
 && mkdir -p /out/data /out/tmp

FROM scratch
COPY --from=binary /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=binary /out/chophien /chophien
COPY --from=binary --chown=10001:10001 /out/data /data
COPY --from=binary --chown=10001:10001 /out/tmp /tmp
USER 10001:10001
ENV HOST=0.0.0.0 PORT=8080 DATA_DIR=/data METRICS_ADDR=0.0.0.0:9080
EXPOSE 8080
VOLUME /data
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["/chophien", "health"]
ENTRYPOINT ["/chophien"]
CMD ["serve"]
