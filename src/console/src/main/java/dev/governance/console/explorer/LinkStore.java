package dev.governance.console.explorer;

import dev.governance.console.db.Queries;
import dev.governance.console.wire.EventDetail;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How an event hangs together with others. */
final class LinkStore {
    private static final int COUNTED = 10_000;
    private static final int CHILDREN = 100;

    private static final String LINKS = """
            select left(event.signature_status, 65) as signature_status,
                   left(event.signing_key_fingerprint, 65) as signing_key_fingerprint,
                   previous.event_id as previous_id, previous.chain_seq as previous_seq,
                   previous.hmac_value as previous_hmac,
                   next.event_id as next_id, next.chain_seq as next_seq, next.hmac_value as next_hmac,
                   (select count(*)
                      from (select 1
                              from governance_audit_events as older
                             where older.session_id = event.session_id
                               and (older.chain_seq, older.event_id) <= (event.chain_seq, event.event_id)
                             limit $2) as counted) as position
              from governance_audit_events as event
              left join lateral (select event_id, chain_seq, hmac_value
                                   from governance_audit_events as older
                                  where older.session_id = event.session_id
                                    and (older.chain_seq, older.event_id) < (event.chain_seq, event.event_id)
                                  order by chain_seq desc, event_id desc
                                  limit 1) as previous on true
              left join lateral (select event_id, chain_seq, hmac_value
                                   from governance_audit_events as newer
                                  where newer.session_id = event.session_id
                                    and (newer.chain_seq, newer.event_id) > (event.chain_seq, event.event_id)
                                  order by chain_seq, event_id
                                  limit 1) as next on true
             where event.event_id = $1
            """;

    /** No order by here: an index has all children of one event, and the first hundred are shown. */
    private static final String CHILDREN_OF = """
            select event_id
              from (select event_id, chain_seq
                      from governance_audit_events
                     where parent_event_id = $1
                     limit 10000) as child
             order by chain_seq, event_id
             limit $2
            """;

    Future<Optional<EventDetail.Chain>> chain(Queries queries, UUID eventId) {
        return queries.list(CHILDREN_OF, Tuple.of(eventId, CHILDREN + 1), row -> row.getUUID("event_id"))
                .compose(children ->
                        queries.findOne(LINKS, Tuple.of(eventId, COUNTED + 1), row -> chain(row, children)));
    }

    private static EventDetail.Chain chain(Row row, List<UUID> children) {
        long position = row.getLong("position");
        return new EventDetail.Chain(
                link(row, "previous"),
                link(row, "next"),
                position > COUNTED ? null : position,
                row.getString("signature_status"),
                row.getString("signing_key_fingerprint"),
                children.stream().limit(CHILDREN).toList(),
                children.size() > CHILDREN);
    }

    private static EventDetail.@Nullable Link link(Row row, String side) {
        UUID id = row.getUUID(side + "_id");
        return id == null ? null : new EventDetail.Link(id, row.getLong(side + "_seq"), row.getString(side + "_hmac"));
    }
}
