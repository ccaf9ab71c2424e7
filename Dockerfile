# GraphiQL, bundled from its npm packages. The lock file names every version.
FROM node:20-bookworm-slim AS pages
WORKDIR /src/internal/playground/web
COPY internal/playground/web/package.json internal/playground/web/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY internal/playground/ /src/internal/playground/
RUN npm run build

# The binary: static, with the pages and the migrations inside.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
COPY internal/database/nocgo/ internal/database/nocgo/
RUN go mod download
COPY . .
COPY --from=pages /src/internal/playground/assets/graphiql/ internal/playground/assets/graphiql/
ARG VERSION=dev
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=${VERSION}" -o /out/cartwright ./cmd/cartwright \
    && mkdir -p /out/data

# Nothing but the binary, the certificates of the public authorities, and a directory that is ours to write.
FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/cartwright /cartwright
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
ENV CARTWRIGHT_ADDR=0.0.0.0:8080 CARTWRIGHT_DATA_DIR=/data TMPDIR=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["/cartwright", "health"]
ENTRYPOINT ["/cartwright"]
