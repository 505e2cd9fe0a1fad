package dev.governance.sdk;

import dev.governance.chain.ChainKey;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What an agent embeds: its log, its limits, its approvals, and the switch that stops it. One for a process is enough,
 * whatever number of agents it runs; it may be used from any thread and is closed at the end.
 *
 * <p>The DataSource is any to PostgreSQL, pooled or not, but not one that hands out the transaction of its caller: each
 * call here is a transaction of its own. One connection is kept for hearing of halts, so give a pool one more.
 */
public final class Governance implements AutoCloseable {
    private static final String SECRET = "GOVERNANCE_AUDIT_SECRET";

    private final Halts halts;
    private final HaltWatch watch;
    private final ScheduledExecutorService pulses;
    private final Audit audit;
    private final Scope scope;
    private final Cost cost;
    private final Gates gates;
    private final Loop loop;
    private final Presence presence;

    private Governance(Builder settings, ChainKey key) {
        Store store = new Store(settings.dataSource, settings.queryTimeout);
        PolicyStore policies = new PolicyStore(store);
        this.halts = new Halts(System::nanoTime);
        this.watch = new HaltWatch(settings.haltDataSource, halts);
        this.pulses = Executors.newSingleThreadScheduledExecutor(Governance::pulseThread);
        this.audit = new Audit(store, new AuditStore(key), settings.clock);
        this.scope = new Scope(policies, halts, audit);
        this.cost = new Cost(store, policies, halts, audit, settings.prices);
        this.gates = new Gates(store, halts, audit, key, settings.clock);
        this.loop = new Loop(store, halts, audit);
        this.presence = new Presence(store, pulses);
    }

    private static Thread pulseThread(Runnable beats) {
        Thread thread = new Thread(beats, "governance-pulse");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts with the secret of {@code GOVERNANCE_AUDIT_SECRET}, the one that the console has.
     *
     * @throws IllegalStateException when the variable is not set
     * @throws dev.governance.chain.WeakSecretException when it is short or weak
     */
    public static Governance fromEnv(DataSource dataSource) {
        String secret = System.getenv(SECRET);
        if (secret == null || secret.isEmpty()) {
            throw new IllegalStateException(
                    SECRET + " is not set; it is the secret that the console verifies the audit chain with");
        }
        return builder(dataSource).auditSecret(secret).build();
    }

    /** Starts with settings; only the secret has no default. */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    public Audit audit() {
        return audit;
    }

    public Scope scope() {
        return scope;
    }

    public Cost cost() {
        return cost;
    }

    public Gates gates() {
        return gates;
    }

    public Loop loop() {
        return loop;
    }

    public Presence presence() {
        return presence;
    }

    /**
     * Returns when the agent may go on, for work that passes none of the other checks. It costs nanoseconds.
     *
     * @throws dev.governance.sdk.errors.AgentHaltedException when a person halted the agent
     * @throws dev.governance.sdk.errors.HaltUnknownException when that could not be read for 5 s
     */
    public void assertNotHalted(String agentId) {
        halts.check(agentId);
    }

    /** Ends the heartbeats and the waiting for approvals; from here on every check refuses. */
    @Override
    public void close() {
        pulses.shutdownNow();
        gates.close();
        watch.close();
    }

    /** The settings of a {@link Governance}. */
    public static final class Builder {
        private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(5);
        private static final Duration FIRST_READ = Duration.ofSeconds(5);

        private final DataSource dataSource;
        private DataSource haltDataSource;
        private @Nullable String auditSecret;
        private Duration queryTimeout = QUERY_TIMEOUT;
        private Clock clock = Clock.systemUTC();
        private PriceList prices = PriceList.standard();

        private Builder(DataSource dataSource) {
            this.dataSource = dataSource;
            this.haltDataSource = dataSource;
        }

        /** The text of {@code GOVERNANCE_AUDIT_SECRET}: at least 32 bytes, the same as the console's. */
        public Builder auditSecret(String secret) {
            this.auditSecret = secret;
            return this;
        }

        /** How long one statement may take, waiting for locks included; 5 s by default. */
        public Builder queryTimeout(Duration patience) {
            if (patience.toMillis() < 1) {
                throw new IllegalArgumentException("a query timeout is at least 1 ms");
            }
            this.queryTimeout = patience;
            return this;
        }

        /**
         * Where to listen for halts, when the ordinary DataSource goes through a pooler that loses notifications, or
         * has no connection to spare.
         */
        public Builder haltDataSource(DataSource direct) {
            this.haltDataSource = direct;
            return this;
        }

        /** The clock of audit events and of tokens; the system's by default. */
        public Builder clock(Clock source) {
            this.clock = source;
            return this;
        }

        /** What models cost; {@link PriceList#standard()} by default. */
        public Builder prices(PriceList list) {
            this.prices = list;
            return this;
        }

        /**
         * Starts, and waits for at most 5 s for the first answer on who is halted. A database that does not answer is
         * no error here: the checks refuse until it does.
         *
         * @throws IllegalStateException without a secret
         * @throws dev.governance.chain.WeakSecretException when it is short or weak
         */
        public Governance build() {
            if (auditSecret == null) {
                throw new IllegalStateException("the audit secret is missing");
            }
            Governance governance = new Governance(this, ChainKey.ofSecret(auditSecret));
            governance.watch.start(FIRST_READ);
            return governance;
        }
    }
}
