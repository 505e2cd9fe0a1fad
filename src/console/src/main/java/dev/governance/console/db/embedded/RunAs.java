package dev.governance.console.db.embedded;

import dev.governance.console.db.DatabaseProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How PostgreSQL, which refuses to run as root, is run when this process is root. The way is recorded in the data
 * folder: files made one way cannot be opened the other.
 *
 * @param prefix words before the command; empty for an ordinary user
 */
record RunAs(List<String> prefix) {
    private static final String NOBODY = "65534";

    /** Works in a closed home folder too, for the files stay root's; the others need every parent to be traversable. */
    private static final List<String> UNSHARE = List.of("unshare", "-U");

    private static final List<String> SETPRIV =
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    private static final List<String> RUNUSER = List.of("runuser", "-u", "nobody", "--");

    RunAs {
        prefix = List.copyOf(prefix);
    }

    static RunAs chosen(Path home) throws IOException {
        if (!isRoot()) {
            return new RunAs(List.of());
        }
        Path record = home.resolve("run-as");
        String before = Files.exists(record) ? Files.readString(record).strip() : "";
        for (Map.Entry<String, List<String>> way : ways().entrySet()) {
            if ((before.isEmpty() || before.equals(way.getKey())) && works(way.getValue())) {
                Files.writeString(record, way.getKey());
                return new RunAs(way.getValue());
            }
        }
        throw new DatabaseProblem("PostgreSQL refuses to run as root, and "
                + (before.isEmpty() ? "none of unshare -U, setpriv and runuser works" : before + " works no more")
                + " here; start as an ordinary user, or set GOVERNANCE_DATABASE_URL to a PostgreSQL of your own");
    }

    private static Map<String, List<String>> ways() {
        Map<String, List<String>> ways = new LinkedHashMap<>(); // tried in this order
        ways.put("unshare", UNSHARE);
        ways.put("setpriv", SETPRIV);
        ways.put("runuser", RUNUSER);
        return ways;
    }

    private static boolean works(List<String> way) {
        List<String> command = new ArrayList<>(way);
        command.add("true");
        return Programs.works(command.toArray(String[]::new));
    }

    private static boolean isRoot() throws IOException {
        return "0".equals(Objects.toString(Files.getAttribute(Path.of("/proc/self"), "unix:uid")));
    }

    /** Gives a file to whom PostgreSQL runs as. */
    void own(Path path) throws IOException {
        if (prefix.isEmpty() || prefix.equals(UNSHARE)) {
            return;
        }
        UserPrincipalLookupService users = path.getFileSystem().getUserPrincipalLookupService();
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        view.setOwner(users.lookupPrincipalByName(NOBODY));
        view.setGroup(users.lookupPrincipalByGroupName(NOBODY));
    }

    List<String> command(List<String> command) {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return whole;
    }

    /**
     * The same command, told to stop cleanly when the thread that started it ends, as it does on kill -9, and deaf to
     * the terminal's Ctrl-C, so that whoever still writes can finish first.
     */
    List<String> commandTiedToUs(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (Programs.works("setsid", "true")) {
            whole.add("setsid");
        }
        whole.addAll(prefix);
        if (!Programs.works("setpriv", "--pdeathsig", "INT", "true")) {
            whole.addAll(command);
            return whole;
        }
        if (!prefix.equals(SETPRIV)) {
            whole.add("setpriv");
        }
        whole.add("--pdeathsig");
        whole.add("INT");
        whole.addAll(command);
        return whole;
    }
}
