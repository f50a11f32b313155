# docker build -t ddlint . && docker run --rm -v "$PWD:/work" ddlint --since origin/main
FROM rust:1.95.0-slim-bookworm AS build
WORKDIR /source
COPY Cargo.toml Cargo.lock build.rs README.md ./
COPY rules rules
COPY src src
# Cargo wants to see the tests that Cargo.toml names.
COPY tests/postgres.rs tests/postgres.rs
RUN cargo build --locked --release --bin ddlint

FROM debian:bookworm-slim
# git tells what is new; the mounted folder belongs to somebody else than root.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends git \
    && rm -rf /var/lib/apt/lists/* \
    && git config --system --add safe.directory '*'
COPY --from=build /source/target/release/ddlint /usr/local/bin/ddlint
WORKDIR /work
ENTRYPOINT ["ddlint"]
