package dev.governance.chain;

import java.util.UUID;

/** Goes through all marks, in any order, and says whether they are those that a head states. For one thread. */
public final class MarksScan {
    private final SetHash hash = new SetHash();
    private long sessions;
    private long events;

    public void accept(UUID sessionId, Mark mark) {
        hash.add(sessionId, mark);
        sessions++;
        events += mark.events();
    }

    /** Whether the marks that were taken are all of the head's, and no others. */
    public boolean isWhatStates(MarkHead head) {
        return sessions == head.sessions()
                && events == head.events()
                && hash.root().equals(head.root());
    }
}
