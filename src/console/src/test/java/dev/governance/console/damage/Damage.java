package dev.governance.console.damage;

import dev.governance.console.audit.AuditLog;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody with a superuser's rights does to two sessions of four events each, all of which the console had seen;
 * and what is said of it. The ids of a session's events stand behind its own.
 */
public enum Damage {
    TAIL_TRUNCATED(
            "truncated",
            "TRUNCATED after event 2",
            "2 newer events that this console had seen are gone.",
            2,
            "verified") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            log.tamper(DELETE, one[3]);
            log.tamper(DELETE, one[4]);
        }
    },
    SESSION_DELETED(
            "truncated", "TRUNCATED after event 0", "This session had 4 events; none is left.", 1, "event_unknown") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            log.tamper("delete from governance_audit_events where session_id = ?", one[0]);
        }
    },
    TAIL_REWRITTEN(
            "tampered",
            "TAMPERED at event 3",
            "Event 3 is not the one that this console had seen: it was written anew by somebody who has the audit key.",
            2,
            "verified") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            long third = log.seq(one[3]);
            long fourth = log.seq(one[4]);
            log.tamper(DELETE, one[3]);
            log.tamper(DELETE, one[4]);
            log.forge(one[0], log.forge(one[0], log.mac(one[2]), third), fourth);
        }
    },
    TAIL_GOES_ON_AFTER_A_DELETION(
            "tampered",
            "TAMPERED",
            "2 events that this console had seen before the last one are gone.",
            2,
            "verified") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            log.tamper(DELETE, one[3]);
            log.tamper(DELETE, one[4]);
            log.append(one[0], "{\"later\": true}");
        }
    },
    EVENT_EDITED("tampered", "TAMPERED at event 2", "Metadata was modified after signing.", 2, "tampered") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            log.tamper("update governance_audit_events set metadata_json = '{\"n\": 9}' where event_id = ?", one[2]);
        }
    },
    EVENT_DELETED("tampered", "TAMPERED at event 3", "Event 3 is missing.", 4, "tampered") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            log.tamper(DELETE, one[3]);
        }
    },
    EVENTS_DELETED("tampered", "TAMPERED at event 2", "Events 2 to 3 are missing.", 4, "tampered") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            log.tamper(DELETE, one[2]);
            log.tamper(DELETE, one[3]);
        }
    },
    BEGINNING_DELETED("tampered", "TAMPERED at event 1", "Events 1 to 3 are missing.", 4, "tampered") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            log.tamper(DELETE, one[1]);
            log.tamper(DELETE, one[2]);
            log.tamper(DELETE, one[3]);
        }
    },
    EVENTS_DELETED_HERE_AND_THERE(
            "tampered",
            "TAMPERED at event 1 and 1 more",
            "The first events are missing: event 1 links to an event that is gone. In all, 2 events that this console"
                    + " had seen are gone.",
            4,
            "tampered") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            log.tamper(DELETE, one[1]);
            log.tamper(DELETE, one[3]);
        }
    },
    ROW_REPLACED_WITH_ITS_MAC(
            "tampered", "TAMPERED at event 4", "Its kind and its HMAC were modified after signing.", 4, "tampered") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            log.tamper(
                    "update governance_audit_events set kind = 'other', hmac_value = ? where event_id = ?",
                    "ab".repeat(32),
                    one[4]);
        }
    },
    SESSIONS_SWAPPED_BY_NAME(
            "tampered", "TAMPERED at event 1 and 3 more", "Its session was modified after signing.", 1, "tampered") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            log.tamper("""
                    update governance_audit_events
                       set session_id = case session_id when ? then ?::uuid else ?::uuid end
                     where session_id in (?, ?)
                    """, one[0], other[0], one[0], one[0], other[0]);
        }

        @Override
        String ofOther() {
            return "TAMPERED at event 1 and 3 more";
        }
    },
    SESSIONS_SWAPPED_BY_PLACE(
            "tampered", "TAMPERED at event 1", Words.NUMBERS + " The first of them is event 1.", 1, "verified") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            long shift = log.seq(other[1]) - log.seq(one[1]);
            log.tamper("""
                    update governance_audit_events
                       set chain_seq = chain_seq + case session_id when ? then ? else -? end
                     where session_id in (?, ?)
                    """, one[0], shift, shift, one[0], other[0]);
        }

        @Override
        String ofOther() {
            return "TAMPERED at event 1";
        }
    },
    ROW_MOVED_TO_ANOTHER_SESSION(
            "truncated",
            "TRUNCATED after event 3",
            "1 newer event that this console had seen is gone.",
            4,
            "tampered") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            log.tamper("update governance_audit_events set session_id = ? where event_id = ?", other[0], one[4]);
        }

        @Override
        String ofOther() {
            return "TAMPERED at event 1 and 1 more";
        }
    },
    NUMBERS_CHANGED("tampered", "TAMPERED at event 4", Words.NUMBERS, 4, "verified") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            log.tamper("""
                    update governance_audit_events
                       set chain_seq = (select min(free)
                                          from generate_series(?::bigint, ?::bigint) as free
                                         where free not in (select chain_seq from governance_audit_events))
                     where event_id = ?
                    """, log.seq(one[4]), log.seq(other[1]), one[4]);
        }
    },
    ORDER_CHANGED(
            "tampered",
            "TAMPERED at event 2 and 2 more",
            "Event 2 does not follow event 1: inserted or reordered.",
            3,
            "tampered") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            long second = log.seq(one[2]);
            long third = log.seq(one[3]);
            log.tamper("update governance_audit_events set chain_seq = ? where event_id = ?", third, one[2]);
            log.tamper("update governance_audit_events set chain_seq = ? where event_id = ?", second, one[3]);
        }
    },
    EVENT_PUT_INTO_THE_PAST(
            "tampered",
            "TAMPERED at event 5",
            "1 event stands at a sequence number that nobody had used when this console was there: inserted afterwards.",
            4,
            "verified") {
        @Override
        void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException {
            log.forge(one[0], log.mac(one[4]), log.seq(other[1]));
        }
    };

    private static final String DELETE = "delete from governance_audit_events where event_id = ?";

    /** Said of more than one. */
    private static final class Words {
        static final String NUMBERS = "Sequence numbers were changed: the events stand at other places in the log than"
                + " where this console had seen them.";
    }

    final String verdict;
    final String headline;
    final String sentence;
    final int event;
    final String eventVerdict;

    /**
     * What is said of the first session.
     *
     * @param sentence how it begins
     * @param event the one that is checked by itself, counted from 1 as it was before
     * @param eventVerdict what is said of that event alone, or why nothing is
     */
    Damage(String verdict, String headline, String sentence, int event, String eventVerdict) {
        this.verdict = verdict;
        this.headline = headline;
        this.sentence = sentence;
        this.event = event;
        this.eventVerdict = eventVerdict;
    }

    abstract void inflict(AuditLog log, UUID[] one, UUID[] other) throws SQLException;

    /** The headline of the other session; null when nothing happened to it. */
    @Nullable
    String ofOther() {
        return null;
    }
}
