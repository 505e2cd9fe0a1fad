package dev.governance.console.nodes;

import dev.governance.console.db.Queries;
import dev.governance.console.wire.NodeStatus;
import dev.governance.console.wire.OneLine;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;

/** Rows of {@code governance_console.nodes}, each written by its own node. */
final class NodeStore {
    private static final int LONGEST_HOST = 255;
    private static final int LONGEST_VERSION = 100;

    private static final String BEAT = """
            insert into governance_console.nodes as node
                   (node_id, host, version, clustered, roles, waiting_workers, waiting_database, waiting_bus)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
                on conflict (node_id) do update
               set seen_at = now(),
                   roles = excluded.roles,
                   waiting_workers = excluded.waiting_workers,
                   waiting_database = excluded.waiting_database,
                   waiting_bus = excluded.waiting_bus
            """;

    private static final String FORGET = """
            delete from governance_console.nodes
             where seen_at < now() - interval '1 day'
            """;

    private static final String LEAVE = """
            delete from governance_console.nodes
             where node_id = $1
            """;

    private static final String LIST = """
            select node_id, host, version, clustered, started_at, seen_at, roles, waiting_workers, waiting_database,
                   waiting_bus, node_id = $1 as here, seen_at > now() - interval '15 seconds' as seen
              from governance_console.nodes
             order by seen desc, host, started_at, node_id
             limit $2
            """;

    Future<?> beat(Queries queries, UUID nodeId, NodesVerticle.Self self) {
        NodeStatus.Waiting waiting = self.waiting().get();
        JsonObject roles = new JsonObject();
        self.roles().get().forEach(roles::put);
        return queries.execute(
                BEAT,
                Tuple.of(
                        nodeId,
                        OneLine.of(self.host(), LONGEST_HOST),
                        OneLine.of(self.version(), LONGEST_VERSION),
                        self.clustered(),
                        roles,
                        waiting.workers(),
                        waiting.database(),
                        waiting.bus()));
    }

    Future<?> forget(Queries queries) {
        return queries.execute(FORGET, Tuple.tuple());
    }

    Future<?> leave(Queries queries, UUID nodeId) {
        return queries.execute(LEAVE, Tuple.of(nodeId));
    }

    Future<List<NodeStatus>> list(Queries queries, UUID here, int most) {
        return queries.list(LIST, Tuple.of(here, most), NodeStore::node);
    }

    private static NodeStatus node(Row row) {
        JsonObject roles = row.getJsonObject("roles");
        return new NodeStatus(
                row.getUUID("node_id"),
                row.getString("host"),
                row.getString("version"),
                row.getBoolean("clustered"),
                row.getBoolean("here"),
                row.getBoolean("seen"),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getOffsetDateTime("seen_at").toInstant(),
                roles.fieldNames().stream()
                        .sorted()
                        .map(role -> new NodeStatus.Role(role, roles.getInteger(role)))
                        .toList(),
                new NodeStatus.Waiting(
                        row.getLong("waiting_workers"), row.getLong("waiting_database"), row.getLong("waiting_bus")));
    }
}
