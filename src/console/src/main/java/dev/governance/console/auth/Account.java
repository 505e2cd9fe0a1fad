package dev.governance.console.auth;

import dev.governance.console.wire.ConsoleUser;

/** A user with the hash of the password, which never leaves this room. */
record Account(ConsoleUser user, String passwordHash) {
    @Override
    public String toString() {
        return "Account[" + user + "]";
    }
}
