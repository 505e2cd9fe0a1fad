package dev.governance.sdk;

import dev.governance.chain.AgentKey;
import dev.governance.chain.ChainKey;
import dev.governance.chain.KeyMaterial;
import dev.governance.sdk.degraded.Holding;
import dev.governance.sdk.degraded.RowSigner;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What an agent embeds: its log, its limits, its approvals, and the switch that stops it. One for a process is enough,
 * whatever number of agents it runs; it may be used from any thread and is closed at the end.
 *
 * <p>The DataSource is any to PostgreSQL, pooled or not, but not one that hands out the transaction of its caller: each
 * call here is a transaction of its own. One connection is kept for hearing of halts and of changed policies, so give a
 * pool one more.
 */
public final class Governance implements AutoCloseable {
    private static final String SECRET = "GOVERNANCE_AUDIT_SECRET";

    private static final String FOLDER = "GOVERNANCE_FALLBACK_DIR";

    /** How long closing waits for held events to be stored. */
    private static final Duration LAST_DRAIN = Duration.ofSeconds(5);

    private final Halts halts;
    private final HaltWitness witness;
    private final HaltWatch watch;
    private final Holding holding;
    private final ScheduledExecutorService pulses;
    private final Audit audit;
    private final Scope scope;
    private final Cost cost;
    private final Gates gates;
    private final Loop loop;
    private final Contracts contracts;
    private final Presence presence;
    private final Coverage coverage;
    private final @Nullable AgentKeyRegistration registration;

    private Governance(Builder settings, ChainKey key) {
        Store store = new Store(settings.dataSource, settings.queryTimeout);
        PolicyStore policies = new PolicyStore(store);
        FollowedPolicies<ScopePolicy> scopes = new FollowedPolicies<>(policies, "scope", StoredPolicy::scope);
        FollowedPolicies<LoopPolicy> loops = new FollowedPolicies<>(policies, "loop", StoredPolicy::loop);
        this.pulses = Executors.newSingleThreadScheduledExecutor(Governance::pulseThread);
        RowSigner signer = new RowSigner(key, settings.agentKey);
        Duration patience = settings.queryTimeout.multipliedBy(4).dividedBy(5);
        AuditStore rows = new AuditStore(signer, patience);
        this.holding = new Holding(
                settings.holdingFolder,
                settings.holdAtMost,
                signer,
                settings::earlierKey,
                new DrainStore(store, rows, signer, settings.clock));
        this.audit = new Audit(store, rows, holding, settings.clock);
        this.registration = settings.agentKey == null
                ? null
                : new AgentKeyRegistration(settings.agentKey.publicKey(), store, rows, patience, audit, pulses);
        this.witness = new HaltWitness(audit::log, System::nanoTime);
        this.halts = new Halts(System::nanoTime, witness, settings.strict);
        this.watch = new HaltWatch(settings.haltDataSource, halts, new PolicyWatch(System::nanoTime, scopes, loops));
        this.scope = new Scope(scopes, halts, audit);
        this.cost = new Cost(store, policies, halts, audit, settings.prices);
        this.gates = new Gates(store, halts, audit, key, settings.clock);
        this.loop = new Loop(loops, store, halts, audit);
        this.contracts = new Contracts(store, halts, audit, scope, cost);
        this.presence = new Presence(store, halts, audit, pulses);
        this.coverage = new Coverage(store, key, System.getenv("GOVERNANCE_WORKSPACE_SALT"));
    }

    private static Thread pulseThread(Runnable beats) {
        Thread thread = new Thread(beats, "governance-pulse");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Starts with the secret of {@code GOVERNANCE_AUDIT_SECRET}, the one that the console has. Where
     * {@code GOVERNANCE_FALLBACK_DIR} is set, it is the {@link Builder#holdingFolder}; where the Python SDK's places have
     * a key of agents, it is the {@link Builder#agentKeyFromEnv agents' key}.
     *
     * @throws IllegalStateException when the variable is not set, or a key of agents is there and cannot be used
     * @throws dev.governance.chain.WeakSecretException when it is short or weak
     */
    public static Governance fromEnv(DataSource dataSource) {
        String secret = System.getenv(SECRET);
        if (secret == null || secret.isEmpty()) {
            throw new IllegalStateException(
                    SECRET + " is not set; it is the secret that the console verifies the audit chain with");
        }
        Builder settings = builder(dataSource).auditSecret(secret).agentKeyFromEnv();
        String folder = System.getenv(FOLDER);
        return (folder == null || folder.isEmpty() ? settings : settings.holdingFolder(Path.of(folder))).build();
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

    public Contracts contracts() {
        return contracts;
    }

    public Presence presence() {
        return presence;
    }

    public Coverage coverage() {
        return coverage;
    }

    /**
     * Returns when the agent may go on, for work that passes none of the other checks. It costs nanoseconds.
     *
     * @throws dev.governance.sdk.errors.AgentHaltedException when a person halted the agent
     * @throws dev.governance.sdk.errors.HaltUnknownException when that could not be read for 5 s, or never was; not without
     *     {@link Builder#strict}
     */
    public void assertNotHalted(String agentId) {
        halts.check(agentId, EnforcementPaths.ASSERT);
    }

    /**
     * The same on a way of the caller's own, such as a client that it wrapped.
     *
     * @param path how the audit log names it when it is the first to refuse, at most 64 characters
     * @throws dev.governance.sdk.errors.AgentHaltedException when a person halted the agent
     * @throws dev.governance.sdk.errors.HaltUnknownException when that could not be read for 5 s, or never was; not without
     *     {@link Builder#strict}
     */
    public void assertNotHalted(String agentId, String path) {
        halts.check(agentId, path);
    }

    /**
     * Says that this process stops the agent on a way of the caller's own: it calls {@link #assertNotHalted(String, String)}
     * there. Acknowledgements of halts then name it. The clients that this library wraps say so by themselves.
     *
     * @param path a short name, at most 64 characters; beyond 32 of an agent's they are not named
     * @throws IllegalArgumentException when the name is blank or longer
     */
    public void covers(String agentId, String path) {
        witness.covers(agentId, Fields.name("a path", path, HaltEvents.PATH));
    }

    /**
     * Ends the heartbeats and the waiting for approvals; from here on every check refuses. What wrapped clients spent and
     * the database did not take is tried once more, for at most 5 s, and is else lost, as the log says. Where audit events
     * are held it tries once more to store them, for at most 5 s; what still waits then is stored by the next Governance that
     * starts with the same folder.
     */
    @Override
    public void close() {
        pulses.shutdownNow();
        gates.close();
        watch.close();
        witness.close();
        cost.close();
        holding.close(LAST_DRAIN);
    }

    /** The settings of a {@link Governance}. */
    public static final class Builder {
        private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(5);
        private static final Duration FIRST_READ = Duration.ofSeconds(5);
        private static final long HOLD_AT_MOST = 64L * 1024 * 1024;
        private static final long LEAST_HELD = 2L * 1024 * 1024; // the longest event is shorter

        private final DataSource dataSource;
        private DataSource haltDataSource;
        private boolean strict = true;
        private @Nullable String auditSecret;
        private Duration queryTimeout = QUERY_TIMEOUT;
        private Clock clock = Clock.systemUTC();
        private PriceList prices = PriceList.standard();
        private @Nullable AgentKey agentKey;
        private final Map<String, ChainKey> earlierKeys = new HashMap<>();
        private Path holdingFolder = Path.of(System.getProperty("user.home"), ".codeatelier_governance");
        private long holdAtMost = HOLD_AT_MOST;

        private Builder(DataSource dataSource) {
            this.dataSource = dataSource;
            this.haltDataSource = dataSource;
        }

        /** The text of {@code GOVERNANCE_AUDIT_SECRET}: at least 32 bytes, the same as the console's. */
        public Builder auditSecret(String secret) {
            this.auditSecret = secret;
            return this;
        }

        /**
         * A secret that was rotated out. Events that were held under it are then stored all the same, signed anew;
         * those that environment variables {@code GOVERNANCE_CHAIN_KEY_<first 16 digits>} name are known, too.
         *
         * @throws dev.governance.chain.WeakSecretException when it is short or weak
         */
        public Builder earlierSecret(String secret) {
            ChainKey key = ChainKey.ofSecret(secret);
            earlierKeys.put(key.prefix(), key);
            return this;
        }

        private Optional<ChainKey> earlierKey(String prefix) {
            ChainKey given = earlierKeys.get(prefix);
            return given == null ? new KeyMaterial(System.getenv()).byPrefix(prefix) : Optional.of(given);
        }

        /**
         * The Ed25519 key with which all agents of this process sign their rows, as those of a Python process do under the
         * name {@code governance.default}; without one they are not signed but for their MAC. Its public half is
         * registered in {@code governance_agent_keys}. A key that cannot sign later leaves rows
         * {@code unsigned_local_failure}.
         */
        public Builder agentKey(AgentKey key) {
            this.agentKey = key;
            return this;
        }

        /**
         * The same from a file: PKCS #8 in PEM, for its owner alone (0600), as the Python SDK keeps it, or
         * root's and for its group to read (0440), as a secret is mounted.
         *
         * @throws IllegalStateException when it is not there, others may read it, or it holds something else
         */
        public Builder agentKeyFile(Path file) {
            return agentKey(AgentKeyPlaces.ofFile(file));
        }

        /**
         * The same from where a Python process would have it: {@code CODEATELIER_AGENT_KEY_GOVERNANCE_DEFAULT}, the base64
         * of the PEM; else the file {@code codeatelier-governance/agents/governance.default.key} beneath
         * {@code XDG_DATA_HOME} or {@code ~/.local/share}. Where neither is, nothing changes; a folder on the way that
         * cannot be entered is logged as a warning.
         *
         * @throws IllegalStateException when there is one that cannot be used
         */
        public Builder agentKeyFromEnv() {
            new AgentKeyPlaces(System.getenv(), System.getProperty("user.home"))
                    .find()
                    .ifPresent(this::agentKey);
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

        /**
         * What checks do when it was not read for 5 s who is halted, or never was: true, the default, refuses with
         * {@link dev.governance.sdk.errors.HaltUnknownException}, so that a halt stops every agent within 5 s whatever the
         * database does.
         *
         * <p>False keeps what was last read in force: halted agents stay halted, others go on, also in a process that never
         * read it. A halt then reaches no agent for as long as the database is away. Checks that pass so are told in the log
         * (WARN, at once and then at most each minute) and, once the database answers, in the audit log
         * ({@code agent.halt_unknown}). Budgets and approvals still refuse without a database.
         */
        public Builder strict(boolean refuse) {
            this.strict = refuse;
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
         * Where audit events wait while the store cannot be reached; {@code ~/.codeatelier_governance} by default, where
         * the Python SDK keeps its own. It is made on first use, readable by its owner alone, and must be on a disk that
         * outlives the process and lets files be locked. One of another user, or that the group or others may write to,
         * is not used.
         */
        public Builder holdingFolder(Path folder) {
            this.holdingFolder = folder;
            return this;
        }

        /**
         * How many bytes of audit events may wait at once, at least 2 MiB; 64 MiB by default, that is some 70,000 short
         * events. What comes beyond is lost, which its result, the log and {@link Audit#held} tell.
         */
        public Builder holdAtMost(long bytes) {
            if (bytes < LEAST_HELD) {
                throw new IllegalArgumentException("at least " + LEAST_HELD + " bytes of events may wait");
            }
            this.holdAtMost = bytes;
            return this;
        }

        /**
         * Starts, and waits for at most 5 s for the first answer on who is halted, and with an agents' key as long for its
         * registration. A database that does not answer is no error here: the checks refuse until it does, unless they are
         * not {@link #strict}.
         *
         * @throws IllegalStateException without a secret
         * @throws dev.governance.chain.WeakSecretException when it is short or weak
         */
        public Governance build() {
            if (auditSecret == null) {
                throw new IllegalStateException("the audit secret is missing");
            }
            Governance governance = new Governance(this, ChainKey.ofSecret(auditSecret));
            governance.holding.start();
            AgentKeyRegistration registration = governance.registration;
            if (registration != null) {
                registration.start();
            }
            governance.watch.start(FIRST_READ);
            if (registration != null) {
                registration.await(FIRST_READ);
            }
            return governance;
        }
    }
}
