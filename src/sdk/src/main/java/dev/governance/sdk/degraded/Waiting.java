package dev.governance.sdk.degraded;

import dev.governance.chain.ChainEvent;
import dev.governance.chain.ChainRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The events that wait: in the file that is written to, and in the one that is on its way to the store. In the first,
 * each session has a chain of its own that begins with {@link ChainRow#DEGRADED} and links to nothing, as the Python SDK
 * has it. Not safe from several threads.
 */
final class Waiting {
    private static final String REASON = "{\"reason\": \"store unreachable\"}";

    private final HoldingFolder folder;
    private final RowSigner signer;
    private final long limit;
    private final Map<UUID, String> heads = new HashMap<>();
    private final Set<UUID> leaving = new HashSet<>();
    private @Nullable Claim claim;
    private @Nullable HeldFile live;
    private long liveEvents;
    private long leavingEvents;
    private long leavingBytes;

    Waiting(HoldingFolder folder, RowSigner signer, long limit) {
        this.folder = folder;
        this.signer = signer;
        this.limit = limit;
    }

    boolean isEmpty() {
        return heads.isEmpty() && leaving.isEmpty();
    }

    /** Whether events of that session would overtake others. */
    boolean has(UUID sessionId) {
        return heads.containsKey(sessionId) || leaving.contains(sessionId);
    }

    long events() {
        return liveEvents + leavingEvents;
    }

    long liveEvents() {
        return liveEvents;
    }

    /** A line that is written, and what to do for it to be on the disk. */
    record Written(HeldFile file, long upTo) {
        void flush() throws IOException {
            file.flush(upTo);
        }
    }

    /**
     * Adds an event.
     *
     * @throws IOException when it cannot be written, or there are too many
     */
    Written add(ChainEvent draft) throws IOException {
        String head = heads.get(draft.sessionId());
        ByteArrayOutputStream lines = new ByteArrayOutputStream(1_024);
        if (head == null) {
            HeldEvent start = signer.after(null, start(draft));
            lines.writeBytes(start.line());
            head = start.mac();
        }
        HeldEvent event = signer.after(head, draft);
        lines.writeBytes(event.line());
        HeldFile file = file();
        if (file.size() + leavingBytes + lines.size() > limit) {
            throw new IOException("as many events wait as may, " + limit + " bytes in " + folder);
        }
        long upTo = file.append(lines.toByteArray());
        heads.put(draft.sessionId(), event.mac());
        liveEvents++;
        return new Written(file, upTo);
    }

    private static ChainEvent start(ChainEvent draft) {
        return new ChainEvent(
                UUID.randomUUID(),
                draft.sessionId(),
                draft.agentId(),
                null,
                ChainRow.DEGRADED,
                null,
                null,
                null,
                REASON,
                null,
                draft.createdAt());
    }

    private HeldFile file() throws IOException {
        if (live != null) {
            return live;
        }
        Claim mine = claim == null ? folder.claim() : claim;
        claim = mine;
        HeldFile made = HeldFile.create(mine.live());
        live = made;
        return made;
    }

    /** What is to be drained next: what is left of the last time, else all that is written. Null when there is nothing. */
    @Nullable
    Departure depart() throws IOException {
        Claim mine = claim;
        if (mine == null || isEmpty()) {
            return null;
        }
        if (leaving.isEmpty() && live != null) {
            leavingBytes = live.size();
            draw(mine, live);
            leavingEvents = liveEvents;
            liveEvents = 0;
            leaving.addAll(heads.keySet());
            heads.clear();
        }
        return new Departure(mine.draining(), mine.rejected());
    }

    private void draw(Claim mine, HeldFile written) throws IOException {
        written.close();
        try {
            mine.drawLive();
            live = null;
        } catch (IOException e) {
            live = HeldFile.open(mine.live());
            leavingBytes = 0;
            throw e;
        }
    }

    /** A file on its way to the store, and where those go that it refuses. */
    record Departure(Path file, Path rejected) {}

    /** What was on its way has arrived. */
    void arrived() {
        leaving.clear();
        leavingEvents = 0;
        leavingBytes = 0;
    }

    /** Leaves the files to whoever drains next. */
    void leave() throws IOException {
        if (live != null) {
            live.close();
            live = null;
        }
        if (claim != null) {
            claim.leave(HoldingFolder.stemOfNobody());
            claim = null;
        }
    }
}
