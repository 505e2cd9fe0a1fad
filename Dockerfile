# syntax=docker/dockerfile:1

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 mvn -B -Dmaven.test.skip=true package

FROM eclipse-temurin:17-jre
LABEL org.opencontainers.image.title="Governance Console" \
      org.opencontainers.image.description="The open, self-hosted control room for AI agents." \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /src/src/console/target/governance-console.jar /opt/governance/
COPY --chmod=755 deploy/image/governance deploy/image/health /opt/governance/bin/
COPY deploy/sql /opt/governance/sql/
COPY LICENSE THIRD-PARTY-NOTICES.md /opt/governance/

# PostgreSQL, of which the demo has one of its own, wants a user with a name. What is kept of a database lies beside the data
# folder, so the volume is one above it.
RUN groupadd --gid 10001 governance \
    && useradd --uid 10001 --gid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin governance \
    && mkdir -m 700 /data \
    && chown 10001:10001 /data
VOLUME /data
ENV GOVERNANCE_DATA=/data/console \
    GOVERNANCE_CONSOLE_HOST=0.0.0.0 \
    GOVERNANCE_CONSOLE_PORT=8766 \
    PATH=/opt/governance/bin:/opt/java/openjdk/bin:/usr/sbin:/usr/bin:/sbin:/bin
USER 10001:10001
WORKDIR /data
EXPOSE 8766
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 CMD ["/opt/governance/bin/health"]
ENTRYPOINT ["/opt/governance/bin/governance"]
CMD ["serve"]
