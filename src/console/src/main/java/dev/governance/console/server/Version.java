package dev.governance.console.server;

import java.util.Objects;

/** The version of this build, as the jar's manifest says. */
public final class Version {
    /** Told when the classes do not come from a jar. */
    private static final String UNPACKED = "development";

    public static String text() {
        return Objects.requireNonNullElse(Version.class.getPackage().getImplementationVersion(), UNPACKED);
    }

    private Version() {}
}
