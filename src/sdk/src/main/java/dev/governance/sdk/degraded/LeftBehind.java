package dev.governance.sdk.degraded;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drains what processes before this one left in the folder. For one thread. */
final class LeftBehind {
    private static final Logger LOG = LoggerFactory.getLogger(LeftBehind.class);

    /** What empties a file into the store. */
    interface Emptying {
        void of(Waiting.Departure departure) throws IOException, SQLException;
    }

    private final HoldingFolder folder;
    private final Emptying emptying;
    private Drain.@Nullable SessionBlockedException blocked;
    private String told = "";

    LeftBehind(HoldingFolder folder, Emptying emptying) {
        this.folder = folder;
        this.emptying = emptying;
    }

    /**
     * Drains all that nobody has claimed. A file that cannot be read is told and left, and keeps no other waiting.
     *
     * @throws IOException when the folder cannot be used
     * @throws Drain.SessionBlockedException when sessions are blocked; the rest is stored
     * @throws SQLException when the store does not answer
     */
    void drain() throws IOException, SQLException {
        blocked = null;
        for (String stem : stems()) {
            drain(stem);
        }
        if (blocked != null) {
            throw blocked;
        }
    }

    private Iterable<String> stems() throws IOException {
        try {
            Iterable<String> stems = folder.abandoned();
            told = "";
            return stems;
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (!told.equals(reason)) { // it is tried again and again
                LOG.atError().addKeyValue("reason", reason).log("audit events cannot be held in their folder");
                told = reason;
            }
            throw e;
        }
    }

    private void drain(String stem) throws SQLException {
        try {
            Optional<Claim> claim = folder.adopt(stem);
            if (claim.isPresent()) {
                try (Claim mine = claim.get()) {
                    drain(mine);
                }
            }
        } catch (Drain.SessionBlockedException e) {
            blocked = e;
        } catch (IOException e) {
            LOG.atError()
                    .addKeyValue("folder", folder)
                    .setCause(e)
                    .log("audit events that an earlier process held are not stored");
        }
    }

    private void drain(Claim claim) throws IOException, SQLException {
        Waiting.Departure departure = new Waiting.Departure(claim.draining(), claim.rejected());
        do {
            if (Files.exists(departure.file())) {
                emptying.of(departure);
                LOG.atInfo()
                        .addKeyValue("file", departure.file().getFileName())
                        .log("audit events that an earlier process held are stored");
            }
        } while (claim.drawLive());
    }
}
