package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.chain.MarksKey;
import dev.governance.console.audit.marks.MarkingNode;
import dev.governance.console.audit.marks.Marks;
import dev.governance.console.audit.watch.WatchSettings;
import dev.governance.console.contract.Audit;
import dev.governance.console.testing.Eventually;
import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.EventVerdict;
import dev.governance.console.wire.LogVerdict;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A superuser who has an old key of this server names it in the table of keys, and signs rows anew with it. */
class UnprovenKeyTest {
    private static final String STOLEN_SECRET = "an-old-secret-that-somebody-else-has-0123456";
    private static final ChainKey STOLEN = ChainKey.ofSecret(STOLEN_SECRET);
    private static final Map<String, String> ENVIRONMENT =
            Map.of("GOVERNANCE_CHAIN_KEY_" + STOLEN.prefix(), STOLEN_SECRET);

    private AuditLog log;
    private UUID honest;
    private UUID forged;
    private UUID event;

    @BeforeEach
    void open() throws SQLException {
        log = new AuditLog();
    }

    private void theTableNamesTheStolenKey() throws SQLException {
        UUID[] ids = log.session(2);
        honest = ids[0];
        long from = log.seq(ids[2]) + 1;
        log.tamper("insert into governance_audit_chain_keys"
                + " (fingerprint, activated_at_chain_seq, retired_at_chain_seq) values ('" + AuditLog.KEY.fingerprint()
                + "', 0, " + from + "), ('" + STOLEN.fingerprint() + "', " + from + ", null)");
        forged = UUID.randomUUID();
        ChainEvent first = AuditLog.signed(forged, "agent-one", "tool.call", "{}", null);
        event = log.insert(first, STOLEN);
        log.insert(AuditLog.signed(forged, "agent-one", "tool.call", "{}", STOLEN.mac(first.canonicalBytes())), STOLEN);
    }

    @AfterEach
    void close() throws SQLException {
        log.close();
    }

    @Test
    void aSessionIsUnverifiable() throws SQLException {
        theTableNamesTheStolenKey();

        try (AuditConsole console = AuditConsole.unmarked(log.url, ENVIRONMENT)) {
            ChainVerdict verdict = console.verify(forged);

            assertThat(verdict.verdict()).isEqualTo("unverifiable");
            assertThat(verdict.firstFailureReason()).isEqualTo("key_unproven");
            assertThat(verdict.sentence())
                    .startsWith(
                            "Key " + STOLEN.prefix() + ", which the table of keys names for event 1, is joined to the"
                                    + " present key by no rotation marker that both keys signed.");
            assertThat(console.verify(honest).headline()).isEqualTo("Marks missing"); // and nothing else
        }
    }

    @Test
    void anEventIsUnverifiable() throws SQLException {
        theTableNamesTheStolenKey();

        try (AuditConsole console = AuditConsole.unmarked(log.url, ENVIRONMENT)) {
            EventVerdict verdict = console.ask(Audit.CHECK_EVENT, new Audit.CheckEvent(event));

            assertThat(verdict.verdict()).isEqualTo("unverifiable");
            assertThat(verdict.hmac()).isEqualTo("unproven");
        }
    }

    @Test
    void theWholeLogIsUnverifiable() throws SQLException {
        theTableNamesTheStolenKey();

        try (LogConsole console = new LogConsole(log.url, AuditLog.KEY, Marks.unpinned(), ENVIRONMENT)) {
            LogVerdict verdict = console.verify();

            assertThat(verdict.verdict()).isEqualTo("unverifiable");
            assertThat(verdict.verifiedSessions()).isEqualTo(1);
            assertThat(verdict.damaged())
                    .singleElement()
                    .satisfies(damaged -> assertThat(damaged.sessionId()).isEqualTo(forged))
                    .satisfies(damaged -> assertThat(damaged.kind()).isEqualTo("key_unproven"));
        }
    }

    @Test
    void theWatchFindsItThoughItCannotSignThatItDid(@TempDir Path folder) throws SQLException {
        try (MarkingNode marking =
                new MarkingNode(log.url, AuditLog.KEY, MarksKey.random(), folder.resolve("head.json"))) {
            marking.adopt("first start");
            theTableNamesTheStolenKey();
            try (AuditConsole console = AuditConsole.watching(
                    log.url, marking.marks, new WatchSettings(100, Duration.ofDays(1)), ENVIRONMENT)) {
                Eventually.holds("it is found", () -> console.known(forged).isPresent());

                assertThat(console.known(forged).orElseThrow().verdict()).isEqualTo("unverifiable");
                assertThat(console.known(honest)).isEmpty();
            }
        }
    }
}
