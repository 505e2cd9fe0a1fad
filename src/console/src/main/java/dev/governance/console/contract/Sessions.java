package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.ConsoleSession;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sign-ins that hold. Who may manage users sees and ends everybody's; all others their own. Nothing is ended by a
 * session that ended meanwhile itself: refused as UNAUTHENTICATED.
 */
public final class Sessions {
    /** Newest first; refused as FORBIDDEN for other people's, as INVALID when the cursor is none of ours. */
    public static final Ask<All, Page> LIST = Ask.read("sessions.list", All.class, Page.class);

    /** Ends one; refused as NOT_FOUND when it is unknown, over already, or somebody else's who is none of yours. */
    public static final Ask<Revoke, Revoked> REVOKE = Ask.command("sessions.revoke", Revoke.class, Revoked.class);

    /** Ends all of one person but that of who asks; refused as FORBIDDEN for another's, as NOT_FOUND for nobody's. */
    public static final Ask<RevokeAll, RevokedAll> REVOKE_ALL =
            Ask.command("sessions.revoke-all", RevokeAll.class, RevokedAll.class);

    /**
     * Asks for a page.
     *
     * @param userId whose; null for everybody's
     * @param cursor where it begins, as the page before said; null for the first
     * @param limit sessions of a page, 1 to 500
     */
    public record All(
            Caller by, @Nullable UUID userId, @Nullable String cursor, int limit) {}

    /**
     * A page.
     *
     * @param nextCursor where the next one begins; null at the end
     */
    public record Page(
            List<ConsoleSession> sessions, @Nullable String nextCursor) {
        public Page {
            sessions = List.copyOf(sessions);
        }
    }

    public record Revoke(UUID sessionId, Caller by) {}

    public record Revoked(UUID sessionId) {}

    public record RevokeAll(UUID userId, Caller by) {}

    /**
     * What was ended.
     *
     * @param sessions how many
     */
    public record RevokedAll(int sessions) {}

    private Sessions() {}
}
