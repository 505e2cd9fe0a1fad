package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.wire.ChainVerdict;
import dev.governance.console.wire.MarksVerdict.State;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the record tells of a session's rows; what damage to rows that were seen looks like is in the room damage. */
class MarksTest {
    private static SeenLog seen;

    @BeforeAll
    static void start(@TempDir Path folder) throws SQLException {
        seen = new SeenLog(folder);
    }

    @AfterAll
    static void stop() throws SQLException {
        seen.close();
    }

    @Test
    void whatIsThereIsVerifiedAndTheRecordHolds() throws SQLException {
        UUID[] ids = seen.session(3);
        seen.log.append(ids[0], "{\"later\": true}");

        ChainVerdict verdict = seen.verify(ids[0]);

        assertThat(verdict.headline()).isEqualTo("Verified (4 events)");
        assertThat(verdict.marks().state()).isEqualTo(State.HOLDS);
    }

    @Test
    void rewrittenRowsHaveMacsThatFit() throws SQLException {
        UUID[] ids = seen.session(4);
        long fourth = seen.log.seq(ids[4]);
        seen.log.tamper("delete from governance_audit_events where event_id = ?", ids[4]);
        seen.log.forge(ids[0], seen.log.mac(ids[3]), fourth);

        ChainVerdict verdict = seen.verify(ids[0]);

        assertThat(verdict.firstFailureReason()).isEqualTo("rewritten");
        assertThat(verdict.intact()).isEqualTo(4);
    }

    @Test
    void aSessionPutIntoThePastIsFound() throws SQLException {
        long seq = seen.log.seq(seen.session(1)[1]);
        UUID forged = UUID.randomUUID();
        seen.log.forge(forged, null, seq);

        ChainVerdict verdict = seen.verify(forged);

        assertThat(verdict.headline()).isEqualTo("TAMPERED at event 1");
        assertThat(verdict.firstFailureReason()).isEqualTo("backdated");
    }
}
