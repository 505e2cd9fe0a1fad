package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.ApiToken;
import dev.governance.console.wire.Caller;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What scripts come in by. A secret is told once, when it is made. */
public final class Tokens {
    /**
     * Tells who comes by a token; refused as UNAUTHENTICATED with one text for every ground, or as TOO_MANY with a pause
     * once an address had too many that are none.
     */
    public static final Ask<Presented, Held> HOLDER = Ask.read("tokens.holder", Presented.class, Held.class);

    /**
     * Makes one for the person who asks; refused as INVALID when name, scopes or days do not do, as FORBIDDEN for scopes
     * that the person does not have and, code {@code step_up}, without their password, as CONFLICT when there are too many.
     */
    public static final Ask<Create, Created> CREATE = Ask.command("tokens.create", Create.class, Created.class);

    /** Newest first, those that are over included; refused as FORBIDDEN for other people's but to who manages users. */
    public static final Ask<All, Page> LIST = Ask.read("tokens.list", All.class, Page.class);

    /** Ends one; refused as NOT_FOUND when it is unknown, over already, or somebody else's who is none of yours. */
    public static final Ask<Revoke, Revoked> REVOKE = Ask.command("tokens.revoke", Revoke.class, Revoked.class);

    /**
     * A token as a request proves itself by it.
     *
     * @param address where it came from, for the limit
     * @param used whether a request came by it; a stream that asks whether it may go on is neither use nor a try
     */
    public record Presented(String token, String address, boolean used) {
        @Override
        public String toString() {
            return "Presented[hidden, from " + address + "]";
        }
    }

    /**
     * A token that holds.
     *
     * @param expiresAt null for the one of the configuration, which holds while that names it
     */
    public record Held(Caller caller, @Nullable Instant expiresAt) {}

    /**
     * A token to be made.
     *
     * @param name 1 to 100 characters
     * @param scopes codes of {@link Permission}
     * @param days how long it holds, 1 to 365
     * @param steppedUp whether they gave their password again for it, see {@link Auth#STEP_UP}
     */
    public record Create(String name, List<String> scopes, int days, Caller by, boolean steppedUp) {
        public Create {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * A token that was made.
     *
     * @param secret told here and never again; only its hash is stored
     */
    public record Created(String secret, ApiToken token) {
        @Override
        public String toString() {
            return "Created[" + token + "]";
        }
    }

    /**
     * Asks for a page.
     *
     * @param userId whose; null for everybody's
     * @param cursor where it begins, as the page before said; null for the first
     * @param limit tokens of a page, 1 to 500
     */
    public record All(
            Caller by, @Nullable UUID userId, @Nullable String cursor, int limit) {}

    /**
     * A page.
     *
     * @param nextCursor where the next one begins; null at the end
     */
    public record Page(List<ApiToken> tokens, @Nullable String nextCursor) {
        public Page {
            tokens = List.copyOf(tokens);
        }
    }

    public record Revoke(UUID tokenId, Caller by) {}

    public record Revoked(UUID tokenId) {}

    private Tokens() {}
}
