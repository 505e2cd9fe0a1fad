package dev.governance.console.server;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainKey;
import dev.governance.console.db.DatabaseUrl;
import dev.governance.console.db.PrintedJson;
import dev.governance.console.ledger.SigningKey;
import dev.governance.console.server.config.StartProblem;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Notices the wrong secret before the console signs a row with it: it would break every chain it joins. */
final class SecretCheck {
    /** Single rows may have been tampered with; not one intact row among so many means another secret. */
    private static final String ROWS = """
            (select * from (%1$s) newest order by chain_seq desc limit 50)
            union all
            (select * from (%1$s) oldest order by chain_seq limit 50)
            """.formatted("""
            select chain_seq, event_id, session_id, agent_id, parent_event_id, kind, model, input_hash, output_hash,
                   coalesce(%s, '') as metadata, prev_hash, hmac_value, created_at
              from governance_audit_events
            """.formatted(PrintedJson.text("metadata_json", 4_194_304)));

    /** Once a key was registered, the table of keys says which one signs now: the newest. */
    private static final String VERSIONS = """
            select fingerprint, activated_at_chain_seq, retired_at_chain_seq
              from governance_audit_chain_keys
             order by activated_at_chain_seq desc, key_version desc
             limit 10000
            """;

    private static final int PREFIX = 16;

    /** Nobody signs with it: the Python package registers what a secret reads as in base64, and its agents sign with its text. */
    private static final String MISREAD =
            "the audit secret is key %s, and the active key %s is what the same text reads"
                    + " as in base64: the Python package's rotate-chain-key registered it so from env://, and no agent signs with"
                    + " it. Rotate to a new secret with `governance keys rotate`, which takes it as the outgoing key";

    /** The same before a first rotation; later ones ask the table of keys themselves. Blocks. */
    static void checkUnrotated(DatabaseUrl url, SigningKey key) {
        try (Connection connection = url.connect();
                Statement statement = connection.createStatement()) {
            if (versions(statement).isEmpty()) {
                requireFitting(statement, key.now());
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * Looks which key signs, and lets the one follow that lies ready when it is that. Blocks.
     *
     * @throws StartProblem when neither is the one that signs this database's chain
     */
    static void check(DatabaseUrl url, SigningKey key) {
        try (Connection connection = url.connect();
                Statement statement = connection.createStatement()) {
            List<Version> versions = versions(statement);
            if (versions.isEmpty()) {
                requireFitting(statement, key.now());
            } else {
                key.follow(versions.get(0).fingerprint(), versions.get(0).retiredAt());
                requireActive(versions, key.now());
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static void requireFitting(Statement statement, ChainKey key) throws SQLException {
        if (!fits(statement, key)) {
            throw new StartProblem("the audit secret does not match the stored chain: no row that was looked at was"
                    + " signed with it. Set " + AuditSecret.VARIABLE
                    + " to the secret that your agents use; nothing was written");
        }
    }

    private static StartProblem unreadable(SQLException e) {
        return new StartProblem("the stored chain cannot be read: " + e.getMessage(), e);
    }

    private record Version(
            String fingerprint, long activatedAt, @Nullable Long retiredAt) {
        boolean is(ChainKey key) {
            return fingerprint.equals(key.fingerprint());
        }

        String prefix() {
            return fingerprint.substring(0, Math.min(PREFIX, fingerprint.length()));
        }
    }

    private static List<Version> versions(Statement statement) throws SQLException {
        List<Version> versions = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(VERSIONS)) {
            while (row.next()) {
                versions.add(new Version(row.getString(1), row.getLong(2), row.getObject(3, Long.class)));
            }
        }
        return versions;
    }

    private static void requireActive(List<Version> versions, ChainKey key) {
        Version newest = versions.get(0);
        if (newest.retiredAt() == null && newest.is(key)) {
            return;
        }
        throw new StartProblem(reason(versions, key) + "; nothing was written");
    }

    private static String reason(List<Version> versions, ChainKey key) {
        Version newest = versions.get(0);
        if (newest.retiredAt() != null) {
            return "no key of the audit chain is active: the newest, " + newest.prefix()
                    + ", is retired. Bring back the"
                    + " table governance_audit_chain_keys as the last rotation left it";
        }
        if (key.decoded().filter(newest::is).isPresent()) {
            return MISREAD.formatted(key.prefix(), newest.prefix());
        }
        Optional<Version> ours =
                versions.stream().filter(version -> version.is(key)).findFirst();
        return ours.isPresent()
                ? "the audit secret is key " + key.prefix() + ", which was rotated out at sequence number "
                        + ours.get().retiredAt() + "; " + newest.prefix() + " signs now. Set " + AuditSecret.VARIABLE
                        + " to the new secret, and mount the old one as GOVERNANCE_CHAIN_KEY_" + key.prefix()
                        + " so that older rows can be verified"
                : "the audit secret is key " + key.prefix() + ", and the key of the chain is " + newest.prefix()
                        + " since sequence number " + newest.activatedAt() + ". Set " + AuditSecret.VARIABLE
                        + " to the secret of that key";
    }

    private static boolean fits(Statement statement, ChainKey key) throws SQLException {
        try (ResultSet rows = statement.executeQuery(ROWS)) {
            boolean empty = true;
            while (rows.next()) {
                empty = false;
                if (isIntact(rows, key)) {
                    return true;
                }
            }
            return empty;
        }
    }

    private static boolean isIntact(ResultSet row, ChainKey key) throws SQLException {
        ChainEvent event = new ChainEvent(
                row.getObject("event_id", UUID.class),
                row.getObject("session_id", UUID.class),
                row.getString("agent_id"),
                row.getObject("parent_event_id", UUID.class),
                row.getString("kind"),
                row.getString("model"),
                row.getString("input_hash"),
                row.getString("output_hash"),
                row.getString("metadata"),
                row.getString("prev_hash"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
        try {
            return key.matches(event.canonicalBytes(), row.getString("hmac_value"));
        } catch (IllegalArgumentException | DateTimeException e) {
            return false; // no writer signs metadata that cannot be read, nor infinity as its time
        }
    }

    private SecretCheck() {}
}
