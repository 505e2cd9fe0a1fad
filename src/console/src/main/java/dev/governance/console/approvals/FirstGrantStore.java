package dev.governance.console.approvals;

import dev.governance.console.db.Queries;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.ScopedToken;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code first_grants}. Whoever acts on one holds the request's row, so one after the other does. */
final class FirstGrantStore {
    /** Of {@link #JOINED}. */
    static final String COLUMNS = """
            granted.granted_by_id as first_id, granted.granted_by as first_by, granted.granted_at as first_at,
                   granted.rationale as first_rationale, approver.role as first_role,
                   granted.seen = %s and granted.confirmed_at is null as first_unchanged
            """.formatted(seen("request"));

    /** The first grant of {@code gate}, with whoever gave it as long as they may sign in. */
    static final String JOINED = """
            left join governance_console.first_grants granted on granted.request_id = gate.request_id
              left join governance_gates_pending request on request.request_id = granted.request_id
              left join governance_console_users approver
                     on approver.user_id = granted.granted_by_id
                    and not approver.disabled
                    and (granted.token_id is null
                         or exists (select
                                      from governance_console.api_tokens
                                     where token_id = granted.token_id
                                       and revoked_at is null))
            """;

    private static final String FIND = """
            select %s
              from (select $1::uuid as request_id) gate
              %s
             where granted.request_id is not null
            """.formatted(COLUMNS, JOINED);

    /** Like a decision it is made on what was judged, or not at all. */
    private static final String GIVE = """
            insert into governance_console.first_grants (request_id, granted_by, granted_by_id, token_id, rationale, seen)
            select gate.request_id, $5::text, $6::uuid, $7::uuid, $8::text, %s
              from governance_gates_pending gate
            %s
                on conflict (request_id) do update
               set granted_by = excluded.granted_by,
                   granted_by_id = excluded.granted_by_id,
                   token_id = excluded.token_id,
                   granted_at = excluded.granted_at,
                   rationale = excluded.rationale,
                   seen = excluded.seen,
                   confirmed_at = null
            returning granted_at
            """.formatted(seen("gate"), GateStore.AS_JUDGED);

    /**
     * Asks once more whether whoever granted first may do so, where nobody can have changed the grant meanwhile, and keeps
     * it so until the transaction ends.
     */
    private static final String CONFIRM = """
            with approver as (
                    select user_id
                      from governance_console_users
                     where user_id = $2
                       and role = $4
                       and not disabled
                       for share),
                 token as (
                    select held.token_id
                      from governance_console.api_tokens held
                      join governance_console.first_grants granted on granted.token_id = held.token_id
                     where granted.request_id = $1
                       and held.revoked_at is null
                       for share of held)
            update governance_console.first_grants granted
               set confirmed_at = clock_timestamp()
              from approver
             where granted.request_id = $1
               and granted.granted_by_id = approver.user_id
               and granted.granted_at = $3
               and granted.confirmed_at is null
               and (granted.token_id is null
                    or exists (select
                                 from token
                                where token.token_id = granted.token_id))
            """;

    /** Whoever makes or takes over a second account for it is one person with two. */
    private static final String CHANGED = """
            select approver.username
              from governance_console_users approver
              join governance_gates_pending gate on gate.request_id = $1
             where approver.user_id = any ($2::uuid[])
               and approver.updated_at > gate.created_at
             order by approver.username
             limit 1
            """;

    private static final String WITHDRAW = """
            delete from governance_console.first_grants
             where request_id = $1
               and granted_by_id = $2
               and confirmed_at is null
            """;

    Future<Optional<FirstGrant>> find(Queries transaction, Gate gate) {
        return transaction
                .findOne(FIND, Tuple.of(gate.requestId()), row -> Optional.ofNullable(firstGrant(row)))
                .map(found -> found.orElseGet(Optional::empty));
    }

    /** Gives it, instead of one that counts no more; empty when anything changed. */
    Future<Optional<Instant>> give(Queries transaction, Gate gate, Caller by, @Nullable String rationale) {
        ScopedToken token = by.token();
        Tuple values = GateStore.asJudged(gate)
                .addString(by.username())
                .addUUID(by.userId())
                .addUUID(token == null ? null : token.tokenId())
                .addString(rationale);
        return transaction.findOne(GIVE, values, row -> GateStore.time(row, "granted_at"));
    }

    /** False when it counts no more. */
    Future<Boolean> confirm(Queries transaction, Gate gate, FirstGrant first) {
        Tuple values = Tuple.of(
                gate.requestId(),
                first.byId(),
                first.at().atOffset(ZoneOffset.UTC),
                Objects.requireNonNull(first.role()).code());
        return transaction.execute(CONFIRM, values).map(rows -> rows == 1);
    }

    /** Whose account of these was made, or given another role or password, after the request was made. */
    Future<Optional<String>> changed(Queries transaction, Gate gate, UUID... people) {
        return transaction.findOne(
                CHANGED,
                Tuple.tuple().addUUID(gate.requestId()).addArrayOfUUID(people),
                row -> row.getString("username"));
    }

    /** False when there is none of theirs. */
    Future<Boolean> withdraw(Queries transaction, Gate gate, Caller by) {
        return transaction
                .execute(WITHDRAW, Tuple.of(gate.requestId(), by.userId()))
                .map(rows -> rows == 1);
    }

    /** From a row with {@link #COLUMNS}; null when nobody granted first. */
    static @Nullable FirstGrant firstGrant(Row row) {
        Instant at = GateStore.timeOrNull(row, "first_at");
        String role = row.getString("first_role");
        return at == null
                ? null
                : new FirstGrant(
                        row.getUUID("first_id"),
                        row.getString("first_by"),
                        at,
                        row.getString("first_rationale"),
                        role == null ? null : Role.of(role),
                        row.getBoolean("first_unchanged"));
    }

    /** What the token does not vouch for is in it, too. */
    static String seen(String gate) {
        return ("encode(sha256(convert_to(jsonb_build_array(%1$s.agent_id, %1$s.kind, %1$s.action_hash, %1$s.token)::text,"
                        + " 'UTF8')), 'hex')")
                .formatted(gate);
    }
}
