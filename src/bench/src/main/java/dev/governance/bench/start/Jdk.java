package dev.governance.bench.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Stream;

/** A Java that can be started here. */
record Jdk(Path home, int version, String exact) {
    private static final Path USUAL_PLACE = Path.of("/usr/lib/jvm");

    /** The one that runs this, and the newest other where there is a newer one. */
    static List<Jdk> all() {
        Jdk own = of(Path.of(Objects.requireNonNull(System.getProperty("java.home"))));
        List<Jdk> all = new ArrayList<>(List.of(own));
        try (Stream<Path> homes = Files.exists(USUAL_PLACE) ? Files.list(USUAL_PLACE) : Stream.empty()) {
            homes.filter(home -> Files.exists(home.resolve("release")) && Files.exists(home.resolve("bin/java")))
                    .map(Jdk::of)
                    .filter(jdk -> jdk.version() > own.version())
                    .max(Comparator.comparingInt(Jdk::version))
                    .ifPresent(all::add);
        } catch (IOException e) {
            throw new UncheckedIOException("no Java can be looked for", e);
        }
        return List.copyOf(all);
    }

    private static Jdk of(Path home) {
        Properties release = new Properties();
        try (var in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("what Java is in " + home + " cannot be read", e);
        }
        String exact = release.getProperty("JAVA_VERSION", "0").replace("\"", "");
        return new Jdk(home, Integer.parseInt(exact.split("\\.", -1)[0]), exact);
    }

    String program() {
        return home.resolve("bin/java").toString();
    }

    /** What it reads of itself at every start. */
    List<Path> files() {
        return Stream.of("lib/modules", "lib/server/libjvm.so", "lib/server/classes.jsa")
                .map(home::resolve)
                .filter(Files::exists)
                .toList();
    }

    @Override
    public String toString() {
        return "jdk_" + version;
    }
}
