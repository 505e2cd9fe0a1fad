package dev.governance.console.auth;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.contract.Tokens;
import dev.governance.console.contract.Users;
import dev.governance.console.db.Database;
import dev.governance.console.db.Place;
import dev.governance.console.db.Queries;
import dev.governance.console.ledger.AuditEntry;
import dev.governance.console.ledger.Ledger;
import dev.governance.console.wire.ApiToken;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes tokens, lists them and ends them; each act and its audit row are one transaction. */
final class TokenActs {

    private final Database database;
    private final Ledger ledger;
    private final ActingUsers acting;
    private final TokenStore store = new TokenStore();

    TokenActs(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
        this.acting = new ActingUsers(database, ledger);
    }

    Future<Tokens.Created> create(Tokens.Create question) {
        Caller by = question.by();
        String name = TokenRules.name(question.name());
        int days = TokenRules.days(question.days());
        List<String> scopes = TokenRules.scopes(question);
        StepUpRules.token(question.steppedUp());
        String secret = TokenSecret.random();
        return acting.alone(
                Users.By.of(by),
                Permission.READ,
                transaction -> store.create(transaction, secret, by.userId(), name, scopes, days)
                        .map(made -> made.orElseThrow(TokenActs::tooMany))
                        .compose(token -> told(transaction, "console.api_token_created", token, by)
                                .map(new Tokens.Created(secret, token))));
    }

    private static Refusal tooMany() {
        return new Refusal(
                Fault.CONFLICT,
                "too_many_tokens",
                "you have " + TokenStore.MOST + " API tokens that hold; revoke those that nobody needs");
    }

    Future<Tokens.Page> list(Tokens.All question) {
        Caller by = question.by();
        if (!by.userId().equals(question.userId()) && !managesUsers(by)) {
            return Future.failedFuture(new Refusal(
                    Fault.FORBIDDEN,
                    "role",
                    "other people's tokens need the role admin; yours is "
                            + by.role().code()));
        }
        Place before = Place.read(question.cursor(), Place.NEWEST);
        return store.list(database.queries(), question.userId(), before, question.limit() + 1)
                .map(found -> page(found, question.limit()));
    }

    private static Tokens.Page page(List<ApiToken> found, int limit) {
        if (found.size() <= limit) {
            return new Tokens.Page(found, null);
        }
        ApiToken last = found.get(limit - 1);
        return new Tokens.Page(found.subList(0, limit), new Place(last.createdAt(), last.tokenId()).text());
    }

    /** To who may not end it, a token of somebody else is as unknown as one that never was. */
    Future<Tokens.Revoked> revoke(Tokens.Revoke question) {
        Caller by = question.by();
        @Nullable UUID owner = managesUsers(by) ? null : by.userId();
        Permission needed = owner == null ? Permission.MANAGE_USERS : Permission.READ;
        return acting.alone(
                Users.By.of(by),
                needed,
                transaction -> store.revoke(transaction, question.tokenId(), owner)
                        .map(revoked -> revoked.orElseThrow(TokenActs::unknown))
                        .compose(token -> told(transaction, "console.api_token_revoked", token, by))
                        .map(new Tokens.Revoked(question.tokenId())));
    }

    private static boolean managesUsers(Caller by) {
        return Permissions.of(by).contains(Permission.MANAGE_USERS);
    }

    private static Refusal unknown() {
        return new Refusal(Fault.NOT_FOUND, "unknown_token", "there is no such token, or it is over already");
    }

    /** {@code access_id} is the id of the token's row: whatever is called a token is hidden in the log. */
    private Future<UUID> told(Queries transaction, String kind, ApiToken token, Caller by) {
        return ledger.append(
                transaction,
                AuditEntry.ofConsole(
                        kind,
                        Map.of(
                                "access_id",
                                token.tokenId().toString(),
                                "name",
                                token.name(),
                                "scopes",
                                token.scopes(),
                                "expires_at",
                                token.expiresAt().toString(),
                                "user",
                                token.username(),
                                "user_id",
                                token.userId().toString(),
                                "by",
                                by.username(),
                                "by_id",
                                by.userId().toString())));
    }
}
