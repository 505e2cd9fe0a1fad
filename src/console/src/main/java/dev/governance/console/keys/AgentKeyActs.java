package dev.governance.console.keys;

import dev.governance.chain.AgentPublicKey;
import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Keys;
import dev.governance.console.db.Database;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.ledger.Words;
import io.vertx.core.Future;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Registers public keys of agents, and revokes them; each act and its audit row are one transaction. */
final class AgentKeyActs {
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{32}");
    private static final String OPERATOR_AGENT = "governance.operator"; // as the Python SDK writes it
    private static final String REVOCATION = "audit.agent_key_revocation";
    private static final int NAME_LIMIT = 256; // code points, all of these
    private static final int OPERATOR_LIMIT = 128;
    private static final int REASON_LIMIT = 512;

    private final Database database;
    private final Ledger ledger;
    private final RotationStore rotations = new RotationStore();
    private final AgentKeyStore store = new AgentKeyStore();

    AgentKeyActs(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    Future<Keys.Imported> imported(Keys.Import question) {
        String agent = Words.name(question.agentId(), "agent", NAME_LIMIT);
        AgentPublicKey key = read(question.pem());
        long activatedAt = question.activatedAtSeq() == null ? 0 : question.activatedAtSeq();
        if (activatedAt < 0) {
            throw Refusal.unfit("activated_seq", "the sequence number is 0 or greater");
        }
        return database.inTransaction(transaction -> rotations
                .alone(transaction)
                .compose(alone -> store.add(transaction, key.fingerprint(), agent, key.pem(), activatedAt))
                .compose(added -> added == 1
                        ? told(transaction, key, agent, activatedAt, question.by())
                        : known(transaction, key.fingerprint())));
    }

    private static AgentPublicKey read(String pem) {
        try {
            return AgentPublicKey.ofPem(pem);
        } catch (IllegalArgumentException e) {
            throw Refusal.unfit("public_key", String.valueOf(e.getMessage()));
        }
    }

    private Future<Keys.Imported> told(
            Queries transaction, AgentPublicKey key, String agent, long activatedAt, String by) {
        Map<String, Object> metadata = Map.of(
                "agent_id",
                agent,
                "key_fingerprint",
                key.fingerprint(),
                "activated_at_chain_seq",
                activatedAt,
                "by",
                by);
        return ledger.append(transaction, AuditEntry.ofConsole("console.agent_key_imported", metadata))
                .map(new Keys.Imported(key.fingerprint(), agent, activatedAt));
    }

    private Future<Keys.Imported> known(Queries transaction, String fingerprint) {
        return store.owner(transaction, fingerprint)
                .compose(owner -> Future.failedFuture(new Refusal(
                        Fault.CONFLICT,
                        "key_known",
                        "key " + fingerprint + " was imported before, for agent " + owner.orElse("?")
                                + "; nothing was changed")));
    }

    Future<Keys.Revoked> revoked(Keys.Revoke question) {
        String fingerprint = question.fingerprint().strip().toLowerCase(Locale.ROOT);
        if (!FINGERPRINT.matcher(fingerprint).matches()) {
            throw Refusal.unfit("fingerprint", "the fingerprint of an agent's key has 32 hexadecimal digits");
        }
        String reason = Words.reason(question.reason(), "reason", REASON_LIMIT);
        String operator = Words.reason(question.operator(), "operator", OPERATOR_LIMIT);
        return database.inTransaction(transaction -> rotations
                .alone(transaction)
                .compose(alone -> store.revokedAt(transaction, fingerprint))
                .compose(before -> once(fingerprint, before))
                .compose(first -> tell(transaction, fingerprint, reason, operator))
                .compose(event -> store.revoke(transaction, fingerprint, event, reason, operator))
                .map(seq -> new Keys.Revoked(fingerprint, seq)));
    }

    private static Future<Void> once(String fingerprint, Optional<Long> before) {
        return before.isEmpty()
                ? Future.succeededFuture()
                : Future.failedFuture(new Refusal(
                        Fault.CONFLICT,
                        "revoked_before",
                        "key " + fingerprint + " was revoked from sequence number " + before.get()
                                + " on; nothing was changed"));
    }

    private Future<UUID> tell(Queries transaction, String fingerprint, String reason, String operator) {
        Map<String, String> metadata =
                Map.of("revoked_key_fingerprint", fingerprint, "reason", reason, "operator_id", operator);
        return ledger.append(transaction, new AuditEntry(UUID.randomUUID(), OPERATOR_AGENT, REVOCATION, metadata));
    }
}
