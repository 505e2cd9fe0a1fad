package dev.governance.console.alerts;

import dev.governance.console.db.Place;
import dev.governance.console.db.Queries;
import dev.governance.console.wire.AlertDelivery;
import dev.governance.console.wire.CostAlert;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code governance_console.alert_deliveries}: made with the alert, taken by one node at a time, ended once. */
final class DeliveryStore {
    /** Longer than a try takes; when a node dies in it, another tries again afterwards. */
    private static final Duration LEASE = Duration.ofMinutes(1);

    private static final String TAKE = """
            update governance_console.alert_deliveries delivery
               set tries = tries + 1,
                   lease = $1,
                   target = $2,
                   tried_at = now(),
                   next_try_at = now() + make_interval(secs => $3)
              from governance_console.cost_alerts alert
             where delivery.delivery_id = (select delivery_id
                                             from governance_console.alert_deliveries
                                            where state = 'waiting'
                                              and next_try_at <= now()
                                            order by next_try_at
                                            limit 1
                                              for update skip locked)
               and alert.alert_id = delivery.alert_id
            returning delivery.delivery_id, delivery.tries, alert.alert_id, alert.agent_id, alert.cap, alert.period,
                      alert.threshold, alert.cap_limit, alert.used, alert.raised_at
            """;

    private static final String AGAIN = """
            update governance_console.alert_deliveries
               set next_try_at = now() + make_interval(secs => $5),
                   lease = null,
                   last_status = $3,
                   last_error = $4
             where delivery_id = $1
               and lease = $2
               and state = 'waiting'
            """;

    private static final String END = """
            update governance_console.alert_deliveries
               set state = $5,
                   ended_at = now(),
                   lease = null,
                   last_status = $3,
                   last_error = $4
             where delivery_id = $1
               and lease = $2
               and state = 'waiting'
            """;

    private static final String LIST = """
            select delivery.delivery_id, delivery.alert_id, alert.agent_id, alert.cap, alert.threshold, delivery.target,
                   delivery.state, delivery.tries, delivery.last_status, delivery.last_error, delivery.created_at,
                   delivery.tried_at, delivery.ended_at,
                   case when delivery.state = 'waiting' then delivery.next_try_at end as next_try_at
              from governance_console.alert_deliveries delivery
              join governance_console.cost_alerts alert on alert.alert_id = delivery.alert_id
             where (delivery.created_at, delivery.delivery_id) < ($1, $2)
             order by delivery.created_at desc, delivery.delivery_id desc
             limit $3
            """;

    /** A delivery that this node is to try. */
    record Taken(UUID deliveryId, UUID lease, int tries, CostAlert alert) {}

    /** Takes one that is due; empty when there is none that nobody else takes. */
    Future<Optional<Taken>> take(Queries queries, UUID lease, String target) {
        Tuple values = Tuple.of(lease, target, seconds(LEASE));
        return queries.findOne(
                TAKE, values, row -> new Taken(row.getUUID("delivery_id"), lease, row.getInteger("tries"), alert(row)));
    }

    /** Has it tried again later; false when it is not this node's any more. */
    Future<Boolean> again(Queries queries, Taken taken, Webhook.Result result, Duration later) {
        Tuple values = Tuple.of(taken.deliveryId(), taken.lease(), result.status(), result.error(), seconds(later));
        return queries.execute(AGAIN, values).map(rows -> rows == 1);
    }

    /** Ends it; false when it is not this node's any more. */
    Future<Boolean> end(Queries transaction, Taken taken, Webhook.Result result) {
        Tuple values = Tuple.of(
                taken.deliveryId(),
                taken.lease(),
                result.status(),
                result.error(),
                result.isTaken() ? "delivered" : "failed");
        return transaction.execute(END, values).map(rows -> rows == 1);
    }

    /** Deliveries from before a place, the newest first. */
    Future<List<AlertDelivery>> list(Queries queries, Place before, int limit) {
        return queries.list(LIST, Tuple.of(before.time(), before.id(), limit), DeliveryStore::delivery);
    }

    private static double seconds(Duration length) {
        return length.toMillis() / 1_000.0;
    }

    private static CostAlert alert(Row row) {
        return CostAlert.of(
                row.getUUID("alert_id"),
                row.getString("agent_id"),
                row.getString("cap"),
                row.getString("period"),
                row.getInteger("threshold"),
                row.getBigDecimal("cap_limit"),
                row.getBigDecimal("used"),
                row.getOffsetDateTime("raised_at").toInstant());
    }

    private static AlertDelivery delivery(Row row) {
        return new AlertDelivery(
                row.getUUID("delivery_id"),
                row.getUUID("alert_id"),
                row.getString("agent_id"),
                row.getString("cap"),
                row.getInteger("threshold"),
                row.getString("target"),
                row.getString("state"),
                row.getInteger("tries"),
                row.getInteger("last_status"),
                row.getString("last_error"),
                row.getOffsetDateTime("created_at").toInstant(),
                moment(row, "tried_at"),
                moment(row, "next_try_at"),
                moment(row, "ended_at"));
    }

    private static @Nullable Instant moment(Row row, String column) {
        return row.getOffsetDateTime(column) == null
                ? null
                : row.getOffsetDateTime(column).toInstant();
    }
}
