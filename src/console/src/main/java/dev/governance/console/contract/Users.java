package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.ConsoleUser;
import dev.governance.console.wire.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may use the console. A password that is not given is made up and told once. */
public final class Users {
    public static final Ask<All, Listed> ALL = Ask.of("users.all", All.class, Listed.class);

    /** Adds somebody; refused as CONFLICT when the name is taken, as INVALID when name or password do not do. */
    public static final Ask<Add, Added> ADD = Ask.of("users.add", Add.class, Added.class);

    /** Makes the first user, an admin, when there is no user at all; of two who ask at once one gets it. */
    public static final Ask<AddFirst, First> ADD_FIRST = Ask.of("users.add-first", AddFirst.class, First.class);

    /** Ends all sessions of somebody and lets nobody in by that name; refused as CONFLICT for the last admin. */
    public static final Ask<Disable, Disabled> DISABLE = Ask.of("users.disable", Disable.class, Disabled.class);

    /** Gives somebody another password and ends all sessions. */
    public static final Ask<Reset, Added> RESET = Ask.of("users.reset", Reset.class, Added.class);

    public record All() {}

    public record Listed(List<ConsoleUser> users) {
        public Listed {
            users = List.copyOf(users);
        }
    }

    /**
     * Somebody new.
     *
     * @param by who adds, for the audit log
     */
    public record Add(String username, Role role, @Nullable String password, String by) {
        @Override
        public String toString() {
            return "Add[" + username + ", " + role + ", by " + by + "]"; // the password stays out of logs
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

    public record AddFirst(String username, String by) {}

    /**
     * The first user.
     *
     * @param added null when there are users already
     */
    public record First(@Nullable Added added) {}

    public record Disable(String username, String by) {}

    public record Disabled(ConsoleUser user) {}

    public record Reset(String username, @Nullable String password, String by) {
        @Override
        public String toString() {
            return "Reset[" + username + ", by " + by + "]";
        }
    }

    private Users() {}
}
