package dev.governance.console.audit.marks;

import dev.governance.chain.Mark;
import dev.governance.chain.MarkHead;
import dev.governance.chain.Marked;
import dev.governance.chain.SeqRanges;
import dev.governance.chain.SetHash;
import dev.governance.console.db.Queries;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Marks, their heads, and the one row that whoever marks holds. */
final class MarksStore {
    /** Heads that are kept; those with a reason for ever. */
    static final int HEADS = 10_000;

    private static final String MARK_COLUMNS =
            "session_id, events, last_seq, last_id, last_mac, encode(digest, 'hex') as digest";

    private static final String MARKS =
            "select " + MARK_COLUMNS + " from governance_console.marks where session_id = any($1)";

    private static final String FIRST_PAGE =
            "select " + MARK_COLUMNS + " from governance_console.marks order by session_id limit $1";

    private static final String NEXT_PAGE = "select " + MARK_COLUMNS
            + " from governance_console.marks where session_id > $2 order by session_id limit $1";

    private static final String PUT = """
            insert into governance_console.marks as known (session_id, events, last_seq, last_id, last_mac, digest)
            select session_id, events, last_seq, last_id, last_mac, digest
              from unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::uuid[], $5::text[], $6::bytea[])
                   as fresh(session_id, events, last_seq, last_id, last_mac, digest)
                on conflict (session_id) do update
               set events = excluded.events,
                   last_seq = excluded.last_seq,
                   last_id = excluded.last_id,
                   last_mac = excluded.last_mac,
                   digest = excluded.digest
            """;

    private static final String THERE = """
            select to_regclass('governance_console.marks') is not null
               and to_regclass('governance_console.mark_heads') is not null
               and to_regclass('governance_console.mark_state') is not null as there
            """;

    /** What was found out about the old marks is over, and whatever was told may be called off. */
    private static final String SETTLE = """
            update governance_console.sweep
               set marks_state = null,
                   marks_sentence = null,
                   marks_known = 0
            """;

    private static final String FORGET = "delete from governance_console.marks";

    private static final String HEAD_COLUMNS = """
            select number, at, up_to_seq, gaps, sessions, events, encode(root, 'hex') as root,
                   encode(previous, 'hex') as previous, reason, key_fingerprint, encode(signature, 'hex') as signature
              from governance_console.mark_heads
            """;

    private static final String NEWEST = HEAD_COLUMNS + "order by number desc limit 1";

    private static final String NEWEST_BY = HEAD_COLUMNS + "where key_fingerprint = $1 order by number desc limit $2";

    private static final String NUMBERED = HEAD_COLUMNS + "where number = any($1)";

    private static final String ADOPTIONS_AFTER =
            HEAD_COLUMNS + "where number > $1 and reason is not null order by number desc limit 100";

    private static final String FORGET_FROM = "delete from governance_console.mark_heads where number >= $1";

    private static final String APPEND = """
            insert into governance_console.mark_heads
                   (number, at, up_to_seq, gaps, sessions, events, root, previous, reason, key_fingerprint, signature)
            values ($1, $2, $3, $4, $5, $6, decode($7, 'hex'), decode($8, 'hex'), $9, $10, decode($11, 'hex'))
            """;

    private static final String PRUNE =
            "delete from governance_console.mark_heads where number <= $1 and reason is null";

    private static final String NOW = "select clock_timestamp() as now";

    /** Whose turn it is sorts batches of up to 16 MiB in memory. */
    private static final String TURN = """
            select number, sum, clock_timestamp() as now, set_config('work_mem', '64MB', true)
              from governance_console.mark_state
             where one
               for update skip locked
            """;

    private static final String BEGIN = """
            insert into governance_console.mark_state (one, number, sum)
            values (true, $1, $2)
                on conflict (one) do update
               set number = excluded.number,
                   sum = excluded.sum
            """;

    private static final String PATIENCE = "select set_config('lock_timeout', '30s', true)";

    private static final String STATE = "select number, sum from governance_console.mark_state where one";

    /**
     * The state whose lock was taken.
     *
     * @param now the database's clock
     */
    record Turn(long number, Buffer sum, Instant now) {}

    /** The sum of all marks as it was when a head was signed. */
    record State(long number, Buffer sum) {
        String root() {
            return SetHash.of(sum.getBytes()).root();
        }
    }

    record Marking(UUID sessionId, Mark mark) {}

    Future<Map<UUID, Mark>> marks(Queries queries, Collection<UUID> sessions) {
        Tuple values = Tuple.tuple().addArrayOfUUID(sessions.toArray(UUID[]::new));
        return queries.list(MARKS, values, MarksStore::marking).map(MarksStore::bySession);
    }

    /** Marks in the order of sessions, those after one; null begins with the first. */
    Future<List<Marking>> page(Queries queries, @Nullable UUID after, int limit) {
        return after == null
                ? queries.list(FIRST_PAGE, Tuple.of(limit), MarksStore::marking)
                : queries.list(NEXT_PAGE, Tuple.of(limit, after), MarksStore::marking);
    }

    Future<Integer> put(Queries transaction, Map<UUID, Mark> marks) {
        List<Map.Entry<UUID, Mark>> list = IndexOrder.sorted(marks);
        return transaction.execute(
                PUT,
                Tuple.tuple()
                        .addArrayOfUUID(list.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                        .addArrayOfLong(column(list, Mark::events).toArray(Long[]::new))
                        .addArrayOfLong(column(list, Mark::lastSeq).toArray(Long[]::new))
                        .addArrayOfUUID(column(list, Mark::lastId).toArray(UUID[]::new))
                        .addArrayOfString(column(list, Mark::lastMac).toArray(String[]::new))
                        .addArrayOfBuffer(column(list, MarksStore::digest).toArray(Buffer[]::new)));
    }

    private static Buffer digest(Mark mark) {
        return Buffer.buffer(HexFormat.of().parseHex(mark.digest()));
    }

    private static <T> List<T> column(List<Map.Entry<UUID, Mark>> list, Function<Mark, T> part) {
        return list.stream().map(entry -> part.apply(entry.getValue())).toList();
    }

    /** Whether the tables are there; once one is asked for that is not, the transaction is spoilt. */
    Future<Boolean> isThere(Queries queries) {
        return queries.findOne(THERE, Tuple.tuple(), row -> row.getBoolean("there"))
                .map(Optional::orElseThrow);
    }

    /** Lets a person's act wait until whoever marks has signed, which takes some seconds after an adoption. */
    Future<?> waitLong(Queries transaction) {
        return transaction.list(PATIENCE, Tuple.tuple(), row -> true);
    }

    Future<Integer> settle(Queries transaction) {
        return transaction.execute(SETTLE, Tuple.tuple());
    }

    Future<Integer> forget(Queries transaction) {
        return transaction.execute(FORGET, Tuple.tuple());
    }

    Future<Optional<MarkHead>> newest(Queries queries) {
        return queries.findOne(NEWEST, Tuple.tuple(), MarksStore::head);
    }

    Future<List<MarkHead>> numbered(Queries queries, Collection<Long> numbers) {
        return queries.list(NUMBERED, Tuple.tuple().addArrayOfLong(numbers.toArray(Long[]::new)), MarksStore::head);
    }

    /** Heads that name a key, the newest first; whether it signed them is another question. */
    Future<List<MarkHead>> newestBy(Queries queries, String fingerprint, int limit) {
        return queries.list(NEWEST_BY, Tuple.of(fingerprint, limit), MarksStore::head);
    }

    /** Heads with a reason, the newest first and not all. */
    Future<List<MarkHead>> adoptionsAfter(Queries queries, long number) {
        return queries.list(ADOPTIONS_AFTER, Tuple.of(number), MarksStore::head);
    }

    /** Forgets heads that nobody believes in, which would be in the way. */
    Future<Integer> forgetFrom(Queries transaction, long number) {
        return transaction.execute(FORGET_FROM, Tuple.of(number));
    }

    /** Whether {@link #append} has forgotten a head since {@code newest} was added. */
    static boolean isPruned(MarkHead head, MarkHead newest) {
        return !head.isAdoption() && head.number() <= newest.number() - HEADS;
    }

    /** Adds a head, and forgets those that are too old. */
    Future<Integer> append(Queries transaction, MarkHead head) {
        Tuple values = Tuple.tuple()
                .addLong(head.number())
                .addOffsetDateTime(head.at().atOffset(ZoneOffset.UTC))
                .addLong(head.marked().upTo())
                .addString(head.marked().gaps().toString())
                .addLong(head.sessions())
                .addLong(head.events())
                .addString(head.root())
                .addString(head.previous())
                .addString(head.reason())
                .addString(head.keyFingerprint())
                .addString(head.signature());
        return transaction
                .execute(APPEND, values)
                .compose(added -> transaction.execute(PRUNE, Tuple.of(head.number() - HEADS)));
    }

    Future<Instant> now(Queries queries) {
        return queries.findOne(NOW, Tuple.tuple(), row -> instant(row, "now")).map(Optional::orElseThrow);
    }

    /** Takes the lock that lets one node at a time mark; empty when another has it, or nothing was ever adopted. */
    Future<Optional<Turn>> turn(Queries transaction) {
        return transaction.findOne(
                TURN, Tuple.tuple(), row -> new Turn(row.getLong("number"), row.getBuffer("sum"), instant(row, "now")));
    }

    /** Sets the state, waiting for whoever holds it. */
    Future<Integer> set(Queries transaction, long number, SetHash sum) {
        return transaction.execute(BEGIN, Tuple.of(number, Buffer.buffer(sum.bytes())));
    }

    Future<Optional<State>> state(Queries queries) {
        return queries.findOne(STATE, Tuple.tuple(), row -> new State(row.getLong("number"), row.getBuffer("sum")));
    }

    private static Instant instant(Row row, String column) {
        return row.getOffsetDateTime(column).toInstant();
    }

    private static Marking marking(Row row) {
        return new Marking(
                row.getUUID("session_id"),
                new Mark(
                        row.getLong("events"),
                        row.getLong("last_seq"),
                        row.getUUID("last_id"),
                        row.getString("last_mac"),
                        row.getString("digest")));
    }

    private static Map<UUID, Mark> bySession(List<Marking> list) {
        return list.stream().collect(Collectors.toMap(Marking::sessionId, Marking::mark));
    }

    /** What somebody wrote there that is no head reads as one that nobody signed. */
    private static MarkHead head(Row row) {
        return new MarkHead(
                row.getLong("number"),
                instant(row, "at"),
                new Marked(row.getLong("up_to_seq"), gaps(row.getString("gaps"))),
                row.getLong("sessions"),
                row.getLong("events"),
                row.getString("root"),
                row.getString("previous"),
                row.getString("reason"),
                row.getString("key_fingerprint"),
                row.getString("signature"));
    }

    private static SeqRanges gaps(String text) {
        try {
            return SeqRanges.parse(text);
        } catch (IllegalArgumentException e) {
            return SeqRanges.NONE;
        }
    }
}
