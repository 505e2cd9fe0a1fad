package dev.governance.console.approvals;

import dev.governance.console.contract.Permission;
import dev.governance.console.contract.Permissions;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.Approval;
import dev.governance.console.wire.ApprovalContext.Approver;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who else may decide a request, by the rule by which they would be refused. */
final class ApproverStore {
    private static final int MOST = 20;

    private static final String BEHIND = """
            select presence.operator_id, %s as operators
              from governance_gates_pending gate
              left join governance_agent_presence presence on presence.agent_id = gate.agent_id
             where gate.request_id = $1
            """.formatted(GateStore.OPERATORS);

    private static final String PEOPLE = """
            select people.user_id, people.username, people.role,
                   exists (select
                             from governance_console.sessions live
                            where live.user_id = people.user_id
                              and live.ended_at is null
                              and live.expires_at > now()
                              and live.last_seen_at > now() - interval '10 minutes') as online
              from governance_console_users people
             where not people.disabled
               and people.role = any ($1::text[])
               and people.user_id <> $2
             order by online desc, people.username
             limit 500
            """;

    private static final String[] ROLES = Arrays.stream(Role.values())
            .filter(role -> Permissions.of(role).contains(Permission.DECIDE_APPROVALS))
            .map(Role::code)
            .toArray(String[]::new);

    /** Who stands behind the agent. */
    private record Behind(@Nullable String operatorId, List<String> operators) {
        boolean lets(Caller person) {
            return ApprovalRules.blocked(operatorId, operators, person) == null;
        }
    }

    /** Without {@code by}, and without whoever granted it first of two. */
    Future<List<Approver>> of(Queries queries, Approval approval, Caller by) {
        return queries.findOne(BEHIND, Tuple.of(approval.requestId()), ApproverStore::behind)
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(List.of())
                        : queries.list(
                                        PEOPLE,
                                        Tuple.tuple().addArrayOfString(ROLES).addUUID(by.userId()),
                                        row -> row)
                                .map(rows -> rows.stream()
                                        .filter(row -> found.get().lets(person(row)))
                                        .map(ApproverStore::approver)
                                        .filter(one -> !one.userId().equals(first(approval)))
                                        .limit(MOST)
                                        .toList()));
    }

    private static @Nullable UUID first(Approval approval) {
        Approval.FourEyes eyes = approval.fourEyes();
        return eyes == null ? null : eyes.firstId();
    }

    private static Behind behind(Row row) {
        return new Behind(row.getString("operator_id"), List.of(row.getArrayOfStrings("operators")));
    }

    private static Caller person(Row row) {
        return new Caller(
                row.getUUID("user_id"), row.getString("username"), Role.of(row.getString("role")), null, null);
    }

    private static Approver approver(Row row) {
        return new Approver(row.getUUID("user_id"), row.getString("username"), row.getBoolean("online"));
    }
}
