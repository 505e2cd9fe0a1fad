package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.Caller;
import dev.governance.console.wire.ConsoleUser;
import dev.governance.console.wire.Role;
import dev.governance.console.wire.SeenUser;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who may use the console. A password that is not given is made up and told once. */
public final class Users {
    public static final Ask<All, Listed> ALL = Ask.read("users.all", All.class, Listed.class);

    /** Some of them, in the order in which they were added; refused as INVALID when the cursor is none of ours. */
    public static final Ask<Page, Paged> PAGE = Ask.read("users.page", Page.class, Paged.class);

    /**
     * Adds somebody; refused as CONFLICT when the name is taken, as INVALID when name or password do not do, as FORBIDDEN,
     * code {@code step_up}, for an admin without the password of whoever acts.
     */
    public static final Ask<Add, Added> ADD = Ask.command("users.add", Add.class, Added.class);

    /** Makes the first user, an admin, when there is no user at all; of two who ask at once one gets it. */
    public static final Ask<AddFirst, First> ADD_FIRST = Ask.command("users.add-first", AddFirst.class, First.class);

    /** Ends all sessions of somebody and lets nobody in by that name; refused as CONFLICT for the last admin. */
    public static final Ask<Disable, Disabled> DISABLE = Ask.command("users.disable", Disable.class, Disabled.class);

    /**
     * Gives somebody another role, shuts the door or opens it again. What is so already is no change; any change but
     * opening ends all sessions. Refused as CONFLICT for the last admin, as FORBIDDEN, code {@code step_up}, without the
     * password of whoever acts when somebody is, was or becomes an admin by it, or may sign in again.
     */
    public static final Ask<Change, Changed> CHANGE = Ask.command("users.change", Change.class, Changed.class);

    /** Gives somebody another password and ends all sessions. */
    public static final Ask<Reset, Added> RESET = Ask.command("users.reset", Reset.class, Added.class);

    /**
     * The same for whom an id names; refused as CONFLICT for oneself, who has to know the current password, as FORBIDDEN,
     * code {@code step_up}, for an admin without the password of whoever acts.
     */
    public static final Ask<ResetById, Added> RESET_BY_ID =
            Ask.command("users.reset-by-id", ResetById.class, Added.class);

    /**
     * Who acts. A session that ended meanwhile, or whose role became another, changes nothing: refused as
     * UNAUTHENTICATED.
     *
     * @param name for the audit log
     * @param caller null for the command line
     * @param steppedUp whether they gave their password again for this act; the command line needs none
     */
    public record By(String name, @Nullable Caller caller, boolean steppedUp) {
        public static By of(Caller caller) {
            return new By(caller.username(), caller, false);
        }

        /** The same person after {@link Auth#STEP_UP}. */
        public By afterStepUp() {
            return new By(name, caller, true);
        }

        static By commandLine(String name) {
            return new By(name, null, true);
        }
    }

    public record All() {}

    public record Listed(List<ConsoleUser> users) {
        public Listed {
            users = List.copyOf(users);
        }
    }

    /**
     * Asks for a page.
     *
     * @param cursor where it begins, as the page before said; null for the first
     * @param limit users of a page, 1 to 1,000
     */
    public record Page(@Nullable String cursor, int limit) {}

    /**
     * A page.
     *
     * @param next where the next one begins; null at the end
     */
    public record Paged(List<SeenUser> users, @Nullable String next) {
        public Paged {
            users = List.copyOf(users);
        }
    }

    public record Add(String username, Role role, @Nullable String password, By by) {
        public Add(String username, Role role, @Nullable String password, String by) {
            this(username, role, password, By.commandLine(by));
        }

        @Override
        public String toString() {
            return "Add[" + username + ", " + role + ", by " + by.name() + "]"; // the password stays out of logs
        }
    }

    /**
     * The user as stored.
     *
     * @param madeUp the password when none was given; told here and never again
     */
    public record Added(ConsoleUser user, @Nullable String madeUp) {
        @Override
        public String toString() {
            return "Added[" + user + "]";
        }
    }

    public record AddFirst(String username, By by) {
        public AddFirst(String username, String by) {
            this(username, By.commandLine(by));
        }
    }

    /**
     * The first user.
     *
     * @param added null when there are users already
     */
    public record First(@Nullable Added added) {}

    public record Disable(String username, By by) {
        public Disable(String username, String by) {
            this(username, By.commandLine(by));
        }
    }

    public record Disabled(ConsoleUser user) {}

    /**
     * What becomes of somebody.
     *
     * @param role null to leave it
     * @param disabled null to leave it
     */
    public record Change(
            UUID userId, @Nullable Role role, @Nullable Boolean disabled, By by) {}

    public record Changed(ConsoleUser user) {}

    public record ResetById(UUID userId, @Nullable String password, By by) {
        @Override
        public String toString() {
            return "ResetById[" + userId + ", by " + by.name() + "]";
        }
    }

    public record Reset(String username, @Nullable String password, By by) {
        public Reset(String username, @Nullable String password, String by) {
            this(username, password, By.commandLine(by));
        }

        @Override
        public String toString() {
            return "Reset[" + username + ", by " + by.name() + "]";
        }
    }

    private Users() {}
}
