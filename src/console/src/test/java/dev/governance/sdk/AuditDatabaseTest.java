package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The audit log on a real database. */
class AuditDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();

    @Test
    void anEventIsStoredAsThePythonSdkStoresIt() {
        UUID session = UUID.randomUUID();
        UUID parent = UUID.randomUUID();
        AuditEvent event = AuditEvent.of("billing-agent", "llm.result")
                .session(session)
                .parent(parent)
                .model("gpt-4o")
                .input(Map.of("question", "who pays?"))
                .output(null)
                .with("tokens", 12)
                .with("note", "café\n");

        AuditResult result;
        try (Governance governance = DATABASE.governance()) {
            result = governance.audit().log(event);
        }

        assertThat(result.stored()).isTrue();
        assertThat(result.problem()).isEmpty();
        assertThat(DATABASE.list(
                        "select concat_ws('|', agent_id, kind, model, parent_event_id, input_hash, output_hash,"
                                + " metadata_json::text, coalesce(prev_hash, 'genesis'), signature_status,"
                                + " signature is null, signing_key_fingerprint is null)"
                                + " from governance_audit_events where event_id = ?",
                        result.eventId()))
                .containsExactly("billing-agent|llm.result|gpt-4o|" + parent
                        // printf '{"question":"who pays?"}' | sha256sum, and the same of null
                        + "|f56373b38f82dfd079d2fc3be4481a1df9d11abd8dbc88da8a6cd303a206d71d"
                        + "|74234e98afe7498fb5daf1f36ac2d78acc339464f950703b8c019892f982b90b"
                        + "|{\"note\": \"café\\\\n\", \"tokens\": 12}|genesis|unsigned|t|t");
        assertThat(DATABASE.verify(session).isVerified()).isTrue();
    }

    @Test
    void eightWritersShareOneSessionWithoutAFork() throws InterruptedException {
        UUID session = UUID.randomUUID();
        ConcurrentLinkedQueue<AuditResult> results = new ConcurrentLinkedQueue<>();
        ExecutorService writers = Executors.newFixedThreadPool(8);

        try (Governance governance = DATABASE.governance()) {
            IntStream.range(0, 80)
                    .forEach(number -> writers.execute(() -> results.add(governance
                            .audit()
                            .log(AuditEvent.of("research-agent", "tool.call")
                                    .session(session)
                                    .with("number", number)))));
            writers.shutdown();
            writers.awaitTermination(60, TimeUnit.SECONDS);
        }

        assertThat(results).hasSize(80).allMatch(AuditResult::stored);
        assertThat(DATABASE.verify(session).isVerified()).isTrue();
        assertThat(DATABASE.verify(session).events()).isEqualTo(80);
        assertThat(DATABASE.verify(session).links())
                .isEqualTo(DATABASE.verify(session).linksIntact());
    }

    @Test
    void numbersStillFitTheirMacAfterPostgresStoredThem() {
        UUID session = UUID.randomUUID();
        List<Object> numbers = Arrays.asList(
                1e16,
                1e22,
                1.5e300,
                Double.MAX_VALUE,
                Double.MIN_VALUE,
                -0.0,
                1e-7,
                1e5,
                0.1f,
                Double.NaN,
                Double.NEGATIVE_INFINITY,
                Long.MIN_VALUE,
                (byte) 7,
                new BigInteger("123456789012345678901234567890"),
                BigInteger.TEN.pow(5_000),
                new BigDecimal("1E+20"),
                new BigDecimal("12.3400"),
                new BigDecimal("1E-1000000"));

        AuditResult result;
        try (Governance governance = DATABASE.governance()) {
            result = governance
                    .audit()
                    .log(AuditEvent.of("numbers", "custom").session(session).with("numbers", numbers));
        }

        assertThat(result.stored()).isTrue();
        assertThat(result.problem()).isEmpty();
        assertThat(DATABASE.verify(session).isVerified()).isTrue();
        assertThat(DATABASE.verify(session).findings()).isEmpty();
        assertThat(DATABASE.list(
                        "select jsonb_typeof(metadata_json -> 'numbers' -> 0) || (metadata_json -> 'numbers' -> 0)"
                                + " from governance_audit_events where agent_id = 'numbers'"))
                .containsExactly("number10000000000000000.0");
    }

    @Test
    void textThatPostgresRefusesIsMadeStorable() {
        UUID session = UUID.randomUUID();
        AuditEvent event = AuditEvent.of("nul\0 and \uD800 half", "custom\nforged line")
                .session(session)
                .model("\\".repeat(128))
                .with("na\0me", "va\0lue \uDC00 \uD83D\uDE00")
                .with("id", session);

        AuditResult result;
        try (Governance governance = DATABASE.governance()) {
            result = governance.audit().log(event);
        }

        assertThat(result.stored()).isTrue();
        assertThat(DATABASE.verify(session).isVerified()).isTrue();
        assertThat(DATABASE.list(
                        "select concat_ws('|', agent_id, kind, length(model), metadata_json::text)"
                                + " from governance_audit_events where session_id = ?",
                        session))
                .containsExactly("nul and � half|custom\\nforged line|128|{\"id\": \"" + session
                        + "\", \"name\": \"value � 😀\"}");
    }

    @Test
    void metadataBeyondItsLimitIsLeftOutRatherThanTheEvent() {
        UUID session = UUID.randomUUID();
        Object deep = "bottom";
        for (int i = 0; i < 100; i++) {
            deep = List.of(deep);
        }
        AuditEvent large = AuditEvent.of("hoarder", "tool.call")
                .session(session)
                .with(
                        "list",
                        List.of("x".repeat(2_000)).stream()
                                .flatMap(text -> IntStream.range(0, 40).mapToObj(i -> text))
                                .toList());
        AuditEvent nested =
                AuditEvent.of("hoarder", "tool.call").session(session).with("deep", deep);

        List<AuditResult> results;
        try (Governance governance = DATABASE.governance()) {
            results = List.of(governance.audit().log(large), governance.audit().log(nested));
        }

        assertThat(results)
                .allMatch(AuditResult::stored)
                .allMatch(result -> result.problem().isPresent());
        assertThat(DATABASE.metadata("hoarder", "tool.call"))
                .hasSize(2)
                .allMatch(metadata -> metadata.startsWith("{\"audit.metadata_dropped\": "));
        assertThat(DATABASE.verify(session).isVerified()).isTrue();
    }

    @Test
    void aPoolThatDefaultsToRepeatableReadGetsItsConnectionsBackAsTheyWere() throws InterruptedException {
        UUID session = UUID.randomUUID();
        ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
        DataSource source = Connections.prepared(
                DATABASE.dataSource(),
                connection -> {
                    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                    connection.setAutoCommit(false);
                    connection.setNetworkTimeout(Runnable::run, 77_000);
                },
                connection -> seen.add(connection.getTransactionIsolation() + " " + connection.getAutoCommit() + " "
                        + connection.getNetworkTimeout()));
        ExecutorService writers = Executors.newFixedThreadPool(4);

        try (Governance governance = SdkDatabase.governance(source)) {
            IntStream.range(0, 20)
                    .forEach(number -> writers.execute(() -> governance
                            .audit()
                            .log(AuditEvent.of("pooled", "custom").session(session))));
            writers.shutdown();
            writers.awaitTermination(60, TimeUnit.SECONDS);
        }

        assertThat(DATABASE.verify(session).isVerified()).isTrue();
        assertThat(DATABASE.verify(session).events()).isEqualTo(20);
        assertThat(seen).hasSizeGreaterThan(20).containsOnly("4 false 77000");
    }

    @Test
    void aDatabaseThatIsAwayDoesNotBreakTheAgent() {
        AuditResult result;
        try (Governance governance = SdkDatabase.governance(SdkDatabase.nowhere())) {
            result = governance.audit().log(AuditEvent.of("lonely", "custom"));
        }

        assertThat(result.stored()).isFalse();
        assertThat(result.held()).isTrue();
        assertThat(result.problem()).isPresent();
    }
}
