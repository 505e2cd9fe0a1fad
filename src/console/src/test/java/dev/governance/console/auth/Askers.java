package dev.governance.console.auth;

import dev.governance.console.auth.TwoNodes.Person;
import dev.governance.console.wire.Role;
import java.util.UUID;

/** The headers by which people and scripts come to one of {@link TwoNodes}, and those who are let in no longer. */
final class Askers {
    private final TwoNodes nodes;

    Askers(TwoNodes nodes) {
        this.nodes = nodes;
    }

    String[] cookie(String session) {
        return new String[] {"cookie", "governance_session=" + session, "origin", nodes.here.url()};
    }

    String[] bearer(String secret) {
        return new String[] {"authorization", "Bearer " + secret};
    }

    private Person person(Role role) {
        return role == Role.ADMIN ? nodes.admin() : nodes.viewer();
    }

    String[] session(Role role, String change) {
        Person person = person(role);
        nodes.stage.execute(
                "update governance_console.sessions set " + change + " where session_id = ?", person.sessionId());
        return cookie(person.token());
    }

    String[] disabled() {
        return disabled(nodes.admin());
    }

    String[] disabled(Person person) {
        disable(person.userId());
        return cookie(person.token());
    }

    private void disable(UUID userId) {
        nodes.stage.execute("update governance_console_users set disabled = true where user_id = ?", userId);
    }

    String[] holding(Role role, String... scopes) {
        return token(role, "now() + interval '1 hour'", "null", scopes);
    }

    String[] token(Role role, String expires, String revoked, String... scopes) {
        return token(person(role), expires, revoked, scopes);
    }

    /** A token of {@code owner}; the times are SQL. */
    String[] token(Person owner, String expires, String revoked, String... scopes) {
        return bearer(secretOf(owner.userId(), expires, revoked, scopes));
    }

    String[] disabledOwner() {
        Person owner = nodes.admin();
        String secret = secretOf(owner.userId(), "now() + interval '1 hour'", "null", "read");
        disable(owner.userId());
        return bearer(secret);
    }

    private String secretOf(UUID owner, String expires, String revoked, String... scopes) {
        String secret = TokenSecret.random();
        nodes.stage.execute(
                "insert into governance_console.api_tokens (token_id, token_hash, user_id, name, scopes, created_at,"
                        + " expires_at, revoked_at) values (?, ?, ?, 'script', string_to_array(?, ','),"
                        + " now() - interval '1 day', " + expires + ", " + revoked + ")",
                UUID.randomUUID(),
                SessionToken.hash(secret),
                owner,
                String.join(",", scopes));
        return secret;
    }
}
