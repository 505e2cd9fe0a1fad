package dev.governance.sdk;

import dev.governance.chain.ChainKey;
import dev.governance.sdk.degraded.Reason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the console which agents call models through a wrapped client, and when they last did. Safe from any thread. */
public final class Coverage {
    private static final Logger LOG = LoggerFactory.getLogger(Coverage.class);

    /** How often a client that is in use says so again. */
    private static final Duration AGAIN = Duration.ofHours(1);

    /** And after a refusal, such as that of an agent whose policy is not stored yet. */
    private static final Duration AFTER_REFUSAL = Duration.ofMinutes(1);

    private record Client(String agentId, String provider) {}

    /** Until when nothing is asked of the database, by {@link System#nanoTime}, and what it said. */
    private record Rest(long until, boolean noted) {}

    private final Map<Client, Rest> rests = new ConcurrentHashMap<>();
    private final UUID instance = UUID.randomUUID();
    private final Store store;
    private final String hostnameHash;

    /**
     * Creates it.
     *
     * @param salt of the workspace, as the Python SDK takes it from {@code GOVERNANCE_WORKSPACE_SALT}; null takes the key
     */
    Coverage(Store store, ChainKey key, @Nullable String salt) {
        this.store = store;
        ChainKey salted =
                salt == null || salt.isEmpty() ? key : ChainKey.ofBytes(salt.getBytes(StandardCharsets.UTF_8));
        this.hostnameHash = salted.mac(hostname().getBytes(StandardCharsets.UTF_8));
    }

    private static String hostname() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown"; // as the Python SDK calls it
        }
    }

    /**
     * Notes that the agent calls a provider's models through a wrapped client of this process. It asks the database at most
     * once an hour, after a refusal once a minute. The host's name is stored as a keyed hash. It never throws: an agent
     * without a stored policy is not noted, and neither is one whose database does not answer.
     *
     * @param provider such as {@code openai}
     * @return whether it is noted
     */
    public boolean note(String agentId, String provider) {
        Client client = new Client(agentId, provider);
        Rest rest = rests.get(client);
        if (rest != null && rest.until - System.nanoTime() > 0) {
            return rest.noted;
        }
        boolean noted = store(client);
        rests.put(client, new Rest(System.nanoTime() + (noted ? AGAIN : AFTER_REFUSAL).toNanos(), noted));
        return noted;
    }

    private boolean store(Client client) {
        try {
            store.transaction(connection ->
                    CoverageStore.note(connection, client.agentId, client.provider, hostnameHash, instance));
            return true;
        } catch (SQLException | RuntimeException e) { // a pool may throw anything
            LOG.atDebug()
                    .addKeyValue("agent", client.agentId)
                    .addKeyValue("reason", Reason.of(e))
                    .log("a wrapped client was not noted");
            return false;
        }
    }
}
