package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Topic;
import dev.governance.console.wire.Caller;
import java.time.Instant;

/** Who may come in, and who is here. */
public final class Auth {
    /** Signs a person in; refused as UNAUTHENTICATED with one text for every ground, or TOO_MANY with a pause. */
    public static final Ask<SignIn, SignedIn> SIGN_IN = Ask.command("auth.sign-in", SignIn.class, SignedIn.class);

    /** Tells who a session token belongs to; refused as UNAUTHENTICATED. */
    public static final Ask<Token, Session> SESSION = Ask.read("auth.session", Token.class, Session.class);

    public static final Ask<SignOut, Done> SIGN_OUT = Ask.command("auth.sign-out", SignOut.class, Done.class);

    /**
     * Asks for the password again before a dangerous act; refused as FORBIDDEN, code {@code wrong_password}, or TOO_MANY
     * with a pause.
     */
    public static final Ask<StepUp, Done> STEP_UP = Ask.command("auth.step-up", StepUp.class, Done.class);

    /**
     * Gives the one who asks another password and ends all their sessions; the answer holds a new one. Refused as
     * FORBIDDEN, code {@code wrong_password}, as INVALID when the new one does not do, as TOO_MANY with a pause.
     */
    public static final Ask<ChangePassword, SignedIn> CHANGE_PASSWORD =
            Ask.command("auth.change-password", ChangePassword.class, SignedIn.class);

    /** Somebody who is known asked for what they may not do. */
    public static final Topic<Refused> REFUSED = Topic.of("auth.refused", Refused.class);

    /**
     * A try to sign in.
     *
     * @param address where it came from, for the limit
     */
    public record SignIn(String username, String password, String address, String userAgent) {
        @Override
        public String toString() {
            return "SignIn[" + username + "]"; // the password stays out of logs
        }
    }

    /**
     * Signed in.
     *
     * @param token the secret for the cookie; only its hash is stored
     */
    public record SignedIn(String token, Session session) {
        @Override
        public String toString() {
            return "SignedIn[" + session + "]";
        }
    }

    /**
     * A session as the browser proves it.
     *
     * @param used whether a person uses it by this; a stream that asks whether it may go on does not
     */
    public record Token(String token, boolean used) {
        @Override
        public String toString() {
            return "Token[hidden]";
        }
    }

    /**
     * A session that holds.
     *
     * @param signedInAt when it began
     * @param expiresAt when it ends, used or not
     * @param idleExpiresAt when it ends unless it is used before
     */
    public record Session(Caller caller, Instant signedInAt, Instant expiresAt, Instant idleExpiresAt) {}

    public record SignOut(Caller by) {}

    public record StepUp(Caller by, String password, String address) {
        @Override
        public String toString() {
            return "StepUp[" + by + "]";
        }
    }

    public record ChangePassword(Caller by, String current, String next, String address, String userAgent) {
        @Override
        public String toString() {
            return "ChangePassword[" + by + "]";
        }
    }

    public record Done() {}

    /**
     * What was refused.
     *
     * @param code why: {@code role}, {@code scope}, or {@code person_needed} where a token came
     */
    public record Refused(Caller by, Permission needed, String code) {}

    private Auth() {}
}
