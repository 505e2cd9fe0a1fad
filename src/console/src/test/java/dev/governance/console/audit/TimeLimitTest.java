package dev.governance.console.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.governance.console.bus.Fault;
import dev.governance.console.bus.Refusal;
import dev.governance.console.testing.Stage;
import dev.governance.console.wire.ChainVerdict;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Sessions that are too long to wait for. */
class TimeLimitTest {
    private static final UUID SESSION = new UUID(1, 0);

    @Test
    void whoWaitsIsSentToAJob() throws SQLException {
        try (AuditLog log = new AuditLog();
                AuditConsole console = AuditConsole.hurried(log.url)) {
            ManyRows.write(log.url, AuditLog.KEY, 1, 1, 1_200);

            Refusal refusal = Stage.refusalOf(console.verifying(SESSION));

            assertThat(refusal.fault()).isEqualTo(Fault.UNAVAILABLE);
            assertThat(refusal.code()).isEqualTo("too_long");
            assertThat(refusal)
                    .hasMessage("this session is too long to wait for: 1,000 events were read in 0 s, and nothing"
                            + " is claimed about it. Have it verified as a job, which may take as long as it needs: POST"
                            + " /api/verifications {\"session_id\": \"" + SESSION
                            + "\"}, or on the command line: governance"
                            + " verify --session " + SESSION);
        }
    }

    @Test
    void whatEndsAtOnceIsNeverTooLong() throws SQLException {
        try (AuditLog log = new AuditLog();
                AuditConsole console = AuditConsole.hurried(log.url)) {
            UUID session = log.session(3)[0];

            ChainVerdict verdict = console.verify(session);

            assertThat(verdict.intact()).isEqualTo(3);
        }
    }

    @Test
    void aLimitIsAboutWhatIsStillToBeRead() {
        TimeLimit limit = new TimeLimit(SESSION, Duration.ZERO);

        limit.took(500, true);

        assertThat(catchThrowable(() -> limit.took(500, false))).isInstanceOf(Refusal.class);
    }
}
