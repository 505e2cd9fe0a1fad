package dev.governance.console.approvals;

import dev.governance.console.db.Queries;
import dev.governance.console.ledger.Words;
import dev.governance.console.wire.AgentOwners;
import dev.governance.console.wire.AgentOwners.Owner;
import dev.governance.console.wire.Caller;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;

/** Rows of {@code owned_agents} and {@code agent_owners}. Whoever raises a list's version holds it until the transaction ends. */
final class OwnerStore {
    private static final String OF = """
            select list.version, list.changed_by, list.changed_at, owned.owner, owned.set_by, owned.since
              from governance_console.owned_agents list
              left join governance_console.agent_owners owned on owned.agent_id = list.agent_id
                                                             and owned.until is null
             where list.agent_id = $1
             order by owned.owner
            """;

    /**
     * Those of some keys by name or id, and all whose name may be another than its key: of names of visible ASCII the key is
     * the lower case.
     */
    private static final String MEANT = """
            select user_id, username
              from governance_console_users
             where user_id::text = any ($1::text[])
                or lower(username) = any ($1::text[])
                or octet_length(username) > length(username)
                or username ~ '[[:space:][:cntrl:]]'
             order by (user_id::text = any ($1::text[]) or lower(username) = any ($1::text[])) desc, user_id
             limit 1000
            """;

    private static final String BEGIN = """
            insert into governance_console.owned_agents (agent_id, version, changed_by, changed_by_id)
            values ($1, 1, $2, $3)
                on conflict (agent_id) do nothing
            """;

    private static final String RAISE = """
            update governance_console.owned_agents
               set version = version + 1,
                   changed_by = $2,
                   changed_by_id = $3,
                   changed_at = clock_timestamp()
             where agent_id = $1
               and version = $4
            """;

    private static final String REMOVE = """
            update governance_console.agent_owners
               set until = clock_timestamp()
             where agent_id = $1
               and until is null
               and owner <> all ($2::text[])
            """;

    private static final String SET = """
            insert into governance_console.agent_owners as known (agent_id, owner, set_by, set_by_id)
            select $1::text, name, $3::text, $4::uuid
              from unnest($2::text[]) as name
                on conflict (agent_id, owner) do update
               set set_by = excluded.set_by,
                   set_by_id = excluded.set_by_id,
                   since = excluded.since,
                   until = null
             where known.until is not null
            """;

    /** More than a hundred since a request let nobody decide it, so what is older than a thousand is not missed. */
    private static final String FORGET = """
            delete from governance_console.agent_owners
             where agent_id = $1
               and until < (select until
                              from governance_console.agent_owners
                             where agent_id = $1
                               and until is not null
                             order by until desc
                            offset 1000
                             limit 1)
            """;

    Future<AgentOwners> of(Queries queries, String agentId) {
        return queries.list(OF, Tuple.of(agentId), row -> row)
                .compose(rows -> users(queries, rows).map(users -> owners(agentId, rows, users)));
    }

    /** Users by the key of their id or else of their name, the owners among them. */
    private static Future<Map<String, UUID>> users(Queries queries, List<Row> rows) {
        String[] keys =
                named(rows).map(row -> Words.key(row.getString("owner"))).toArray(String[]::new);
        if (keys.length == 0) {
            return Future.succeededFuture(Map.of());
        }
        return queries.list(MEANT, Tuple.tuple().addArrayOfString(keys), row -> row)
                .map(OwnerStore::byKey);
    }

    private static Map<String, UUID> byKey(List<Row> users) {
        Map<String, UUID> byKey = new HashMap<>();
        users.forEach(user -> byKey.putIfAbsent(Words.key(user.getString("username")), user.getUUID("user_id")));
        users.forEach(user -> byKey.put(user.getUUID("user_id").toString(), user.getUUID("user_id")));
        return byKey;
    }

    private static Stream<Row> named(List<Row> rows) {
        return rows.stream().filter(row -> row.getString("owner") != null);
    }

    /** Takes the list to change it; false when its version is another one. */
    Future<Boolean> take(Queries transaction, String agentId, long version, Caller by) {
        Tuple values = Tuple.of(agentId, by.username(), by.userId());
        return transaction
                .execute(version == 0 ? BEGIN : RAISE, version == 0 ? values : values.addLong(version))
                .map(rows -> rows == 1);
    }

    /** Sets the list that was taken. */
    Future<?> set(Queries transaction, String agentId, List<String> owners, Caller by) {
        String[] names = owners.toArray(String[]::new);
        return transaction
                .execute(REMOVE, Tuple.tuple().addString(agentId).addArrayOfString(names))
                .compose(removed -> transaction.execute(
                        SET,
                        Tuple.tuple()
                                .addString(agentId)
                                .addArrayOfString(names)
                                .addString(by.username())
                                .addUUID(by.userId())))
                .compose(set -> transaction.execute(FORGET, Tuple.of(agentId)));
    }

    private static AgentOwners owners(String agentId, List<Row> rows, Map<String, UUID> users) {
        if (rows.isEmpty()) {
            return new AgentOwners(agentId, List.of(), 0, null, null);
        }
        Row list = rows.get(0);
        OffsetDateTime changedAt = Objects.requireNonNull(list.getOffsetDateTime("changed_at"));
        return new AgentOwners(
                agentId,
                named(rows).map(row -> owner(row, users)).toList(),
                list.getLong("version"),
                list.getString("changed_by"),
                changedAt.toInstant());
    }

    private static Owner owner(Row row, Map<String, UUID> users) {
        String owner = row.getString("owner");
        return new Owner(owner, users.get(Words.key(owner)), row.getString("set_by"), GateStore.time(row, "since"));
    }
}
