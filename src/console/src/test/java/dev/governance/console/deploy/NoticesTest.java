package dev.governance.console.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.governance.console.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code THIRD-PARTY-NOTICES.md} names what the jar and the dashboard carry, in the versions that they carry. */
class NoticesTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern ROW = Pattern.compile("\\| (\\S+) \\| (\\S+) \\| (\\S.*) \\|");

    /** As somebody reads it: a part's name without its group, and its version. */
    private static Set<String> named(String heading) throws IOException {
        String page = Files.readString(ROOT.resolve("THIRD-PARTY-NOTICES.md"));
        String part = page.substring(page.indexOf("## " + heading)).split("\n## ", 2)[0];
        Set<String> named = new TreeSet<>();
        Matcher row = ROW.matcher(part);
        while (row.find()) {
            if (!row.group(1).equals("what")) {
                named.add(row.group(1).replaceFirst("^[^@].*:", "") + "-" + row.group(2));
            }
        }
        return named;
    }

    @Test
    void everyLibraryOfTheJarIsNamed() throws IOException {
        Set<String> carried = new TreeSet<>();
        for (String file : Files.readString(Path.of("target", "runtime-class-path"))
                .strip()
                .split(":", -1)) {
            String name = Path.of(file).getFileName().toString();
            if (name.endsWith(".jar") && !name.startsWith("governance-")) { // our own are jars or folders of this build
                carried.add(name.replaceFirst("\\.jar$", ""));
            }
        }

        assertThat(carried).hasSizeGreaterThan(40);
        assertThat(named("In the jar")).isEqualTo(carried);
    }

    @Test
    void everyFileOfOthersInTheDashboardIsNamed() throws IOException {
        Set<String> carried = new TreeSet<>();
        Json.tree(Files.readString(ROOT.resolve("webroot").resolve("vendor").resolve("VENDOR.json")))
                .forEach(file -> carried.add(file.path("package").asText() + "-"
                        + file.path("version").asText()));

        assertThat(named("In the dashboard")).isEqualTo(carried);
    }

    /** What is carried may be given on with the console, which is under Apache-2.0. */
    @Test
    void everyLicenceIsOneThatTheConsoleMayBeGivenOnWith() throws IOException {
        List<String> fine = List.of(
                "Apache-2.0",
                "MIT",
                "ISC",
                "BSD-2-Clause",
                "BSD-3-Clause",
                "0BSD",
                "CC0-1.0",
                "EPL-1.0",
                "EPL-2.0",
                "LGPL-2.1-only",
                "OFL-1.1");
        Matcher row = ROW.matcher(Files.readString(ROOT.resolve("THIRD-PARTY-NOTICES.md")));
        while (row.find()) {
            if (!row.group(1).equals("what")) {
                assertThat(row.group(3).split(" or ")).as(row.group(1)).isSubsetOf(fine);
            }
        }
    }
}
