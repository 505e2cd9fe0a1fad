package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.chain.ChainEvent;
import dev.governance.sdk.errors.BrokenChainException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Work between two events, on a real database. */
@SuppressWarnings("try") // a scope is opened for what it does
class TrackDatabaseTest {
    private static final SdkDatabase DATABASE = new SdkDatabase();

    private final Governance governance = DATABASE.governance();
    private final UUID session = UUID.randomUUID();

    @AfterEach
    void close() {
        governance.close();
    }

    private Tracked tracked(String kind) {
        return governance.audit().track("tracker", kind).session(session);
    }

    private List<String> rows(String columns) {
        return DATABASE.list(
                "select concat_ws('|', " + columns + ") from governance_audit_events where session_id = ?"
                        + " order by chain_seq",
                session);
    }

    @Test
    void aResultPassesThroughBetweenStartAndEnd() {
        String result = tracked("refund").arguments("x", 7).with("order", "O-1").call(() -> "done");

        assertThat(result).isEqualTo("done");
        assertThat(rows("kind, coalesce(input_hash, '-'), coalesce(output_hash, '-'), metadata_json ->> 'order'"))
                .containsExactly(
                        // of {"args":["x",7],"kwargs":{}} and "done", by the Python package
                        "refund.start|b43dfb9723ec7966e797b4e9ebbf57f0c8ec114b9e5782391d044a09cb5044e8|-|O-1",
                        "refund.end|-|58bf5b5478e5d1fb7441daeff9fd1ed60a4ad5fbfabc64715cd8608f3f59f6da|O-1");
        assertThat(rows("jsonb_typeof(metadata_json -> 'duration_ms')")).containsExactly("", "number");
        assertThat(DATABASE.verify(session).isVerified()).isTrue();
    }

    @Test
    void whatIsRecordedInsideHasTheStartAsItsParent() {
        tracked("outer").run(() -> {
            governance
                    .audit()
                    .track("tracker", "inner")
                    .run(() -> governance.audit().log(AuditEvent.of("tracker", "tool.call")));
        });

        assertThat(rows("kind, (select kind from governance_audit_events parent"
                        + " where parent.event_id = governance_audit_events.parent_event_id)"))
                .containsExactly(
                        "outer.start",
                        "inner.start|outer.start",
                        "tool.call|inner.start",
                        "inner.end|inner.start",
                        "outer.end|outer.start");
    }

    @Test
    void anExceptionIsThrownOnAsItIsAndOnlyItsTypeIsRecorded() {
        IOException problem = new IOException("password=hunter2");

        assertThatThrownBy(() -> tracked("export").run(() -> {
                    throw problem;
                }))
                .isSameAs(problem);

        assertThat(rows("kind, metadata_json ->> 'error_type'"))
                .containsExactly("export.start", "export.error|IOException");
        assertThat(rows("metadata_json::text").toString()).doesNotContain("hunter2");
    }

    @Test
    void workWithoutASessionGetsOneForAllItsEvents() {
        governance.audit().track("loner", "walk").run(() -> governance.audit().log(AuditEvent.of("loner", "custom")));

        assertThat(DATABASE.list("select count(distinct session_id) || '/' || count(*) from governance_audit_events"
                        + " where agent_id = 'loner'"))
                .containsExactly("1/3");
        assertThat(AuditContext.current()).isEqualTo(new AuditContext(null, null));
    }

    @Test
    void aSessionInForceIsJoinedByWorkOnAnotherThread() {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try (AuditContext.Scope scope = governance.audit().session(session)) {
            CompletableFuture.runAsync(
                            () -> governance.audit().log(AuditEvent.of("tracker", "tool.call")),
                            AuditContext.following(pool))
                    .join();
        } finally {
            pool.shutdownNow();
        }

        assertThat(rows("kind")).containsExactly("tool.call");
    }

    @Test
    void aStageEndsWhenItsEventIsWritten() {
        CompletableFuture<String> later = new CompletableFuture<>();
        CompletableFuture<String> told = tracked("call").stage(() -> later).toCompletableFuture();
        assertThat(rows("kind")).containsExactly("call.start");
        List<String> seen = new ArrayList<>();
        CompletableFuture<Void> look = told.thenAccept(result -> seen.addAll(rows("kind")));

        later.complete("answer");

        assertThat(told.join()).isEqualTo("answer");
        look.join();
        assertThat(seen).containsExactly("call.start", "call.end");
    }

    @Test
    void aStageThatFailsKeepsItsException() {
        IOException problem = new IOException("no");
        List<Throwable> seen = new ArrayList<>();

        tracked("call")
                .stage(() -> CompletableFuture.<String>failedFuture(problem))
                .whenComplete((result, thrown) -> seen.add(thrown));

        assertThat(seen).containsExactly(problem);
        assertThat(rows("kind, metadata_json ->> 'error_type'"))
                .containsExactly("call.start", "call.error|IOException");
    }

    @Test
    void cancellingTheStageCancelsTheWork() {
        CompletableFuture<String> work = new CompletableFuture<>();

        tracked("call").stage(() -> work).toCompletableFuture().cancel(false);

        assertThat(work.isCancelled()).isTrue();
        assertThat(rows("kind, metadata_json ->> 'error_type'"))
                .containsExactly("call.start", "call.error|CancellationException");
    }

    @Test
    void aPayloadThatCannotBeHashedCostsOnlyItsHash() {
        Object hostile = new Object() {
            @Override
            public String toString() {
                throw new UnsupportedOperationException("no text");
            }
        };

        Object result = tracked("odd").input(hostile).call(() -> hostile);

        assertThat(result).isSameAs(hostile);
        assertThat(rows("kind, coalesce(input_hash, output_hash), metadata_json ->> 'audit.output_unhashed'"))
                .containsExactly("odd.start", "odd.end|UnsupportedOperationException");
    }

    @Test
    void aDatabaseThatIsAwayChangesNeitherResultNorException() {
        try (Governance lonely = SdkDatabase.governance(SdkDatabase.nowhere())) {
            Tracked work = lonely.audit().track("lonely", "work");

            assertThat(work.<Integer, RuntimeException>call(() -> 42)).isEqualTo(42);
            assertThatThrownBy(() -> work.run(() -> {
                        throw new CompletionException(null);
                    }))
                    .isInstanceOf(CompletionException.class);
        }
    }

    @Test
    void aTraceGoesFromTheFirstParentToTheEvent() {
        tracked("outer").run(() -> governance.audit().log(AuditEvent.of("tracker", "tool.call")));
        UUID call = UUID.fromString(DATABASE.list(
                        "select event_id from governance_audit_events where session_id = ? and kind = 'tool.call'",
                        session)
                .get(0));

        assertThat(governance.audit().trace(call))
                .extracting(ChainEvent::kind)
                .containsExactly("outer.start", "tool.call");
        assertThat(governance.audit().trace(UUID.randomUUID())).isEmpty();
    }

    @Test
    void aTraceThroughAChangedRowIsRefused() {
        UUID event = governance
                .audit()
                .log(AuditEvent.of("tracker", "tool.call").session(session))
                .eventId();
        UUID forged = UUID.randomUUID();
        DATABASE.execute(
                "insert into governance_audit_events (event_id, session_id, agent_id, parent_event_id, kind,"
                        + " metadata_json, hmac_value, created_at) values (?, ?, 'tracker', ?, 'forged', '{}',"
                        + " repeat('0', 64), now())",
                forged,
                UUID.randomUUID(),
                event);

        assertThatThrownBy(() -> governance.audit().trace(forged))
                .isInstanceOf(BrokenChainException.class)
                .hasMessageContaining("does not fit its MAC");
    }
}
