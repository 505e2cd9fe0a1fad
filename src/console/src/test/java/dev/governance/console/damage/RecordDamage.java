package dev.governance.console.damage;

import dev.governance.console.audit.AuditLog;
import dev.governance.console.testing.TestPostgres;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody with a superuser's rights does to the whole log, or to the console's own record of it, in which a session
 * of four events is marked; and what is said of it.
 */
public enum RecordDamage {
    /** What the console writes afterwards continues its own session, of which the beginning is gone, too. */
    LOG_EMPTIED(
            "truncated|tampered",
            "TRUNCATED: events of [0-9]+ sessions are gone|TAMPERED in 1 of 1 session",
            "truncated",
            "holds",
            1) {
        @Override
        String ofSession() {
            return "TRUNCATED after event 0. This session had 4 events; none is left.";
        }

        @Override
        void inflict(AuditLog log, UUID[] ids) throws SQLException {
            log.tamper("truncate governance_audit_events");
        }
    },
    MARK_EDITED("tampered", "Marks forged", "tampered", "forged", 1) {
        @Override
        void inflict(AuditLog log, UUID[] ids) throws SQLException {
            log.execute("update governance_console.marks set events = events + 1 where session_id = ?", ids[0]);
        }
    },
    MARK_DELETED_WITH_ITS_SESSION("tampered", "Marks forged", "tampered", "forged", 1) {
        @Override
        void inflict(AuditLog log, UUID[] ids) throws SQLException {
            log.tamper("delete from governance_audit_events where session_id = ?", ids[0]);
            log.execute("delete from governance_console.marks where session_id = ?", ids[0]);
        }
    },
    HEAD_EDITED("tampered", "Marks forged", "tampered", "forged", 1) {
        @Override
        void inflict(AuditLog log, UUID[] ids) throws SQLException {
            log.execute("update governance_console.mark_heads set sessions = sessions + 1 where number ="
                    + " (select max(number) from governance_console.mark_heads)");
        }
    },
    MARKS_EMPTIED("unverifiable", "Marks missing", "unverifiable", "missing", 3) {
        @Override
        void inflict(AuditLog log, UUID[] ids) throws SQLException {
            log.execute("truncate " + String.join(", ", TABLES));
        }
    },
    MARKS_DROPPED("unverifiable", "Marks missing", "unverifiable", "missing", 3) {
        @Override
        void inflict(AuditLog log, UUID[] ids) throws SQLException {
            log.execute("drop table " + String.join(", ", TABLES) + " cascade");
        }
    },
    HEADS_DROPPED("unverifiable", "Marks missing", "unverifiable", "missing", 3) {
        @Override
        void inflict(AuditLog log, UUID[] ids) throws SQLException {
            log.execute("drop table governance_console.mark_heads");
        }
    },
    MARKS_REPLACED_BY_OLDER_ONES("truncated", "Marks rolled back", "truncated", "rolled_back", 1) {
        @Override
        void prepare(AuditLog log) throws SQLException {
            log.execute("create schema kept");
            for (String table : TABLES) {
                log.execute("create table " + kept(table) + " as select * from " + table);
            }
        }

        @Override
        void inflict(AuditLog log, UUID[] ids) throws SQLException {
            log.tamper("delete from governance_audit_events where session_id = ?", ids[0]);
            StringBuilder back = new StringBuilder("begin;");
            for (String table : TABLES) {
                back.append("delete from ").append(table).append(';');
                back.append("insert into ").append(table).append(" select * from ");
                back.append(kept(table)).append(';');
            }
            TestPostgres.execute(log.url, back.append("commit").toString());
        }
    };

    private static final List<String> TABLES =
            List.of("governance_console.mark_state", "governance_console.mark_heads", "governance_console.marks");

    /** Of the whole log, as a regular expression. */
    final String verdict;

    /** Of the whole log, as a regular expression. */
    final String headline;

    final String sessionVerdict;
    final String marks;
    final int exitCode;

    RecordDamage(String verdict, String headline, String sessionVerdict, String marks, int exitCode) {
        this.verdict = verdict;
        this.headline = headline;
        this.sessionVerdict = sessionVerdict;
        this.marks = marks;
        this.exitCode = exitCode;
    }

    /** Before the session is there and marked. */
    void prepare(AuditLog log) throws SQLException {}

    abstract void inflict(AuditLog log, UUID[] ids) throws SQLException;

    /** What the verdict on the whole log says of the session; null when nothing. */
    @Nullable
    String ofSession() {
        return null;
    }

    /** Of the session's own verdict. */
    String sessionHeadline() {
        return marks.equals("holds") ? "TRUNCATED after event 0" : onThePage();
    }

    /** What the page calls the state of the marks. */
    String onThePage() {
        return switch (marks) {
            case "holds" -> "Marks hold";
            case "forged" -> "Marks forged";
            case "missing" -> "Marks missing";
            default -> "Marks rolled back";
        };
    }

    private static String kept(String table) {
        return "kept." + table.substring(table.indexOf('.') + 1);
    }
}
