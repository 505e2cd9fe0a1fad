package dev.governance.sdk.degraded;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder where events wait, beside the file of the Python SDK and under other names, so that neither drains what the
 * other holds. Each writer has files of its own: {@code audit_fallback.java-<pid>-<start>-<random>} and an ending.
 */
final class HoldingFolder {
    static final String LIVE = ".jsonl";
    static final String DRAINING = ".jsonl.draining";

    private static final String PREFIX = "audit_fallback.java-";
    private static final Pattern NAME =
            Pattern.compile("(audit_fallback\\.java-([0-9]+-[0-9]+)-[0-9a-f]+)\\.jsonl(\\.draining)?");

    /** Of files that a closed writer left, whose process may live on. */
    private static final String NOBODY = "0-0";

    private static final int TRIES = 8;

    private final Path folder;

    /** Names the process for the machine's life; another process of the same number began at another time. */
    private final String process;

    private final Ownership ownership;

    HoldingFolder(Path folder) {
        this.folder = folder.toAbsolutePath();
        this.ownership = new Ownership(this.folder);
        this.process = ProcessHandle.current().pid() + "-"
                + ProcessHandle.current()
                        .info()
                        .startInstant()
                        .map(Instant::toEpochMilli)
                        .orElse(0L);
    }

    /**
     * Makes the folder if need be, and claims a name in it.
     *
     * @throws IOException also when the folder is not ours alone to write to
     */
    Claim claim() throws IOException {
        prepare();
        for (int i = 0; i < TRIES; i++) {
            Optional<Claim> claim = Claim.on(folder, stem(process));
            if (claim.isPresent()) {
                return claim.get();
            }
        }
        throw new IOException("no file in " + folder + " can be locked");
    }

    private void prepare() throws IOException {
        if (!Files.isDirectory(folder)) {
            try {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (UnsupportedOperationException e) { // a file system without such rights
                Files.createDirectories(folder);
            }
        }
        ownership.check();
    }

    private static String stem(String owner) {
        return PREFIX + owner + "-"
                + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    /** A name for what a writer leaves when it closes. */
    static String stemOfNobody() {
        return stem(NOBODY);
    }

    /**
     * The names of files that may have been left behind. Those of this process are none: only asking whether they are
     * locked would unlock them, for a lock goes with the first of a process's handles that is closed. Links and whatever
     * else is no file are none, either.
     *
     * @throws IOException also when the folder is not ours alone to write to
     */
    List<String> abandoned() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        ownership.check();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file, NOFOLLOW_LINKS))
                    .map(file -> NAME.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .filter(name -> !name.group(2).equals(process))
                    .map(name -> name.group(1))
                    .distinct()
                    .toList();
        }
    }

    /** Claims files that were left behind; empty when somebody was faster. */
    Optional<Claim> adopt(String stem) throws IOException {
        return Claim.on(folder, stem);
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
