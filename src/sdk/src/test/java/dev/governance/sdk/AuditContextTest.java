package dev.governance.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a scope is opened for what it does
class AuditContextTest {
    private static final UUID SESSION = UUID.fromString("0d9f7c1e-5b1a-4c02-9a55-000000000001");
    private static final AuditContext IN_SESSION = new AuditContext(SESSION, null);
    private static final AuditContext NONE = new AuditContext(null, null);

    private static <T> T joined(CompletableFuture<T> future) {
        return future.join();
    }

    @Test
    void scopesAreNestedAndPutBackWhatWasThere() {
        UUID parent = UUID.randomUUID();

        try (AuditContext.Scope outer = IN_SESSION.open()) {
            try (AuditContext.Scope inner =
                    AuditContext.current().parent(parent).open()) {
                assertThat(AuditContext.current()).isEqualTo(new AuditContext(SESSION, parent));
                inner.close();
                assertThat(AuditContext.current()).isEqualTo(IN_SESSION);
            }
            assertThat(AuditContext.current()).isEqualTo(IN_SESSION);
        }

        assertThat(AuditContext.current()).isEqualTo(NONE);
    }

    @Test
    void aThreadInheritsNothingAndAWrappedExecutorFollows() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try (AuditContext.Scope scope = IN_SESSION.open()) {
            AuditContext bare = joined(CompletableFuture.supplyAsync(AuditContext::current, pool));
            AuditContext followed =
                    joined(CompletableFuture.supplyAsync(AuditContext::current, AuditContext.following(pool)));
            AuditContext after = joined(CompletableFuture.supplyAsync(AuditContext::current, pool));

            assertThat(List.of(bare, followed, after)).containsExactly(NONE, IN_SESSION, NONE);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void workThatThrowsLeavesNothingBehind() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        try {
            CompletableFuture<Void> failing = CompletableFuture.runAsync(
                    IN_SESSION.wrap((Runnable) () -> {
                        throw new IllegalStateException("no");
                    }),
                    pool);
            assertThatThrownBy(failing::join).hasRootCauseMessage("no");

            assertThat(joined(CompletableFuture.supplyAsync(AuditContext::current, pool)))
                    .isEqualTo(NONE);
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void manyContextsOnOnePoolNeverMeet() {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        ConcurrentLinkedQueue<Boolean> same = new ConcurrentLinkedQueue<>();
        try {
            CompletableFuture<?>[] all = IntStream.range(0, 500)
                    .mapToObj(i -> new AuditContext(new UUID(i, i), new UUID(i, 0)))
                    .map(context -> CompletableFuture.runAsync(
                            context.wrap((Runnable)
                                    () -> same.add(AuditContext.current().equals(context))),
                            pool))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(all).join();
        } finally {
            pool.shutdownNow();
        }

        assertThat(same).hasSize(500).containsOnly(true);
    }

    @Test
    void virtualThreadsFollowToo() throws ReflectiveOperationException {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);
        Executor threads = (Executor)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);

        try (AuditContext.Scope scope = IN_SESSION.open()) {
            assertThat(joined(CompletableFuture.supplyAsync(AuditContext::current, AuditContext.following(threads))))
                    .isEqualTo(IN_SESSION);
            assertThat(joined(CompletableFuture.supplyAsync(AuditContext::current, threads)))
                    .isEqualTo(NONE);
        }
    }

    @Test
    void aScopeIsClosedWhereItWasOpened() {
        AuditContext.Scope scope = IN_SESSION.open();
        try {
            assertThatThrownBy(() -> CompletableFuture.runAsync(scope::close).join())
                    .hasRootCauseInstanceOf(IllegalStateException.class);
            assertThat(AuditContext.current()).isEqualTo(IN_SESSION);
        } finally {
            scope.close();
        }
    }

    @Test
    void callablesAndSuppliersFollow() throws Exception {
        assertThat(IN_SESSION.wrap(AuditContext::current).call()).isEqualTo(IN_SESSION);
        assertThat(IN_SESSION.supplying(AuditContext::current).get()).isEqualTo(IN_SESSION);
        assertThat(AuditContext.current()).isEqualTo(NONE);
    }
}
