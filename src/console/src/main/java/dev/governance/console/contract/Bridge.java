package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Topic;
import java.util.List;

/** The way from facts to browsers: frames of server-sent events, and those that were missed. */
public final class Bridge {
    /** A page of what a browser has missed. */
    public static final Ask<Since, Missed> MISSED = Ask.here("bridge.missed", Since.class, Missed.class);

    /** How far this node has read the log. */
    public static final Ask<Where, Place> PLACE = Ask.here("bridge.place", Where.class, Place.class);

    /** What has no sequence to catch up with, as it is now: agents, waiting approvals, spending of today. One frame. */
    public static final Ask<Now, Frame> STATE = Ask.here("bridge.state", Now.class, Frame.class);

    public static final Topic<Frames> FRAMES = Topic.of("bridge.frames", Frames.class);

    public record Where() {}

    /**
     * A place in the log.
     *
     * @param position below it nothing is open
     * @param highest the highest number that was told
     */
    public record Place(long position, long highest) {}

    public record Now() {}

    /**
     * Asks for what was missed.
     *
     * @param lastId the stream position last seen by the browser; negative for a first connection, which missed nothing
     * @param next where the page before ended; negative for the first
     * @param position of the first page, beyond which no page may lead: what commits meanwhile is told live, and who loses the
     *     line before that must be told again; negative for the first
     */
    public record Since(long lastId, long next, long position) {
        public static Since first(long lastId) {
            return new Since(lastId, -1, -1);
        }
    }

    /**
     * What was missed.
     *
     * @param position the stream position after these frames, that of the first page
     * @param next where the next page begins; negative when there is none
     * @param reset why the browser must load a snapshot instead; empty when nothing is lost
     */
    public record Missed(List<Frame> frames, long position, long next, String reset) {
        public static Missed nothing(long position) {
            return new Missed(List.of(), position, -1, "");
        }

        public static Missed tooMuch(long position, String reset) {
            return new Missed(List.of(), position, -1, reset);
        }

        public Missed {
            frames = List.copyOf(frames);
        }
    }

    /** Frames in order, to be written together. */
    public record Frames(List<Frame> frames) {
        public Frames {
            frames = List.copyOf(frames);
        }
    }

    /**
     * One server-sent event.
     *
     * @param id the position below which nothing is open
     * @param event its name
     * @param data one line of JSON
     */
    public record Frame(long id, String event, String data) {}

    private Bridge() {}
}
