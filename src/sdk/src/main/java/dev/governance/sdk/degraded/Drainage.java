package dev.governance.sdk.degraded;

import dev.governance.chain.ChainKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Brings the events of one file to the store, session by session, some thousand lines at a time. It may be cut off
 * anywhere and begun again: what is stored is skipped, and the file is removed only when everything is stored or kept
 * among the rejects.
 */
final class Drainage {
    private static final int LINES = 2_000; // in memory at once
    private static final long CHARACTERS = 8L * 1024 * 1024; // the same, of long lines

    private final ChainKey key;
    private final Function<String, Optional<ChainKey>> otherKeys;
    private final Drain drain;
    private @Nullable String unknownKey;
    private Drain.@Nullable SessionBlockedException why;
    private final Set<UUID> blocked = new HashSet<>();

    /**
     * Creates it.
     *
     * @param otherKeys keys of before by the first 16 digits of their fingerprint
     */
    Drainage(ChainKey key, Function<String, Optional<ChainKey>> otherKeys, Drain drain) {
        this.key = key;
        this.otherKeys = otherKeys;
        this.drain = drain;
    }

    /**
     * What became of a file.
     *
     * @param stored events that the store took or had
     */
    record Outcome(long stored, long rejected) {}

    /**
     * Empties a file and removes it.
     *
     * @param afterEach told whenever the store has taken something
     * @throws IOException also when some of it is signed with a key that is not here; the file stays, and the rest is
     *     stored
     * @throws Drain.SessionBlockedException when sessions are blocked; the file stays, and the rest is stored
     * @throws SQLException when the store does not answer; the file stays
     */
    Outcome of(Path file, Path rejected, Runnable afterEach) throws IOException, SQLException {
        unknownKey = null;
        why = null;
        blocked.clear();
        Outcome outcome;
        try (HeldLines lines = HeldLines.of(file);
                Rejects rejects = new Rejects(rejected)) {
            outcome = stored(lines, rejects, afterEach);
        }
        if (why != null) {
            throw why;
        }
        if (unknownKey != null) {
            throw new IOException("events in " + file + " are signed with the key " + unknownKey
                    + ", which is not here; they are stored once GOVERNANCE_CHAIN_KEY_" + unknownKey
                    + " says where it is");
        }
        Files.deleteIfExists(file); // the rejects are on the disk by now
        return outcome;
    }

    private Outcome stored(HeldLines lines, Rejects rejects, Runnable afterEach) throws IOException, SQLException {
        long stored = 0;
        for (Map<UUID, List<HeldEvent>> some = next(lines, rejects); !some.isEmpty(); some = next(lines, rejects)) {
            some.keySet().removeAll(blocked); // or its later events would overtake its first
            for (Map.Entry<UUID, List<HeldEvent>> events : some.entrySet()) {
                try {
                    stored += stored(events.getValue(), rejects);
                    afterEach.run();
                } catch (Drain.SessionBlockedException e) {
                    blocked.add(events.getKey());
                    why = e;
                }
            }
        }
        return new Outcome(stored, rejects.count());
    }

    private int stored(List<HeldEvent> events, Rejects rejects) throws IOException, SQLException {
        List<Drain.Refused> refused = drain.store(events);
        for (Drain.Refused one : refused) {
            rejects.add(one);
        }
        return events.size() - refused.size();
    }

    /** Some of the events by their sessions, in the order of the file; empty at its end. */
    private Map<UUID, List<HeldEvent>> next(HeldLines lines, Rejects rejects) throws IOException {
        Map<UUID, List<HeldEvent>> sessions = new LinkedHashMap<>();
        int count = 0;
        long characters = 0;
        while (count < LINES && characters < CHARACTERS) {
            HeldLines.Line line = lines.next();
            if (line == null) {
                return sessions;
            }
            HeldEvent event = read(line, rejects);
            if (event != null) {
                sessions.computeIfAbsent(event.event().sessionId(), session -> new ArrayList<>())
                        .add(event);
                count++;
                characters += line.text().length();
            }
        }
        return sessions;
    }

    private @Nullable HeldEvent read(HeldLines.Line line, Rejects rejects) throws IOException {
        if (line.text().isBlank()) {
            return null;
        }
        HeldEvent event;
        try {
            event = HeldEvent.read(line.text());
        } catch (IllegalArgumentException e) {
            rejects.add(line.text(), line.whole() ? "unreadable" : "torn");
            return null;
        }
        Optional<ChainKey> signer =
                event.chainKey().equals(key.prefix()) ? Optional.of(key) : otherKeys.apply(event.chainKey());
        if (signer.isEmpty()) {
            unknownKey = event.chainKey();
            return null;
        }
        if (!event.isSignedBy(signer.get())) {
            rejects.add(line.text(), "changed");
            return null;
        }
        return event;
    }
}
