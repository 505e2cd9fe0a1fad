package dev.governance.console.audit.marks;

import dev.governance.chain.MarkHead;
import dev.governance.chain.Marked;
import dev.governance.chain.MarksPublicKey;
import dev.governance.chain.SeqRanges;
import dev.governance.console.wire.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest head this node knows of, in its memory and in files outside the database, where whoever may rewrite the
 * database does not reach. Safe from any thread; reading and writing files blocks.
 */
public final class HeadFiles {
    private static final Logger LOG = LoggerFactory.getLogger(HeadFiles.class);

    /** Ten thousand gaps take less. */
    private static final long SIZE_LIMIT = 1024 * 1024;

    private final List<Path> files;
    private final AtomicReference<List<Seen>> seen = new AtomicReference<>(List.of());
    private final AtomicLong written = new AtomicLong();

    /** Heads that are remembered: all of the last minute or two, and of longer ago one in ever longer whiles. */
    private static final int REMEMBERED = 200;

    /** A head, and the {@link System#nanoTime()} at which this node first saw it. */
    private record Seen(MarkHead head, long atNanos) {}

    /** A head as a file holds it. */
    record Kept(
            long number,
            Instant at,
            long upToSeq,
            String gaps,
            long sessions,
            long events,
            String root,
            String previous,
            @Nullable String reason,
            String keyFingerprint,
            String signature) {
        static Kept of(MarkHead head) {
            return new Kept(
                    head.number(),
                    head.at(),
                    head.marked().upTo(),
                    head.marked().gaps().toString(),
                    head.sessions(),
                    head.events(),
                    head.root(),
                    head.previous(),
                    head.reason(),
                    head.keyFingerprint(),
                    head.signature());
        }

        MarkHead head() {
            return new MarkHead(
                    number,
                    at,
                    new Marked(upToSeq, SeqRanges.parse(gaps)),
                    sessions,
                    events,
                    root,
                    previous,
                    reason,
                    keyFingerprint,
                    signature);
        }
    }

    /** Heads are kept in these files; none means in memory only. */
    public HeadFiles(List<Path> files) {
        this.files = List.copyOf(files);
    }

    /**
     * Reads what the files hold. What is missing, unreadable or not signed by {@code key} is passed over, and said.
     *
     * @param key null when there is none to tell true heads by; then nothing is read
     */
    public void read(@Nullable MarksPublicKey key) {
        if (key == null) {
            return;
        }
        for (Path file : files) {
            read(file).ifPresent(head -> {
                if (head.isSignedBy(key)) {
                    saw(head);
                } else {
                    LOG.atWarn().addKeyValue("file", file).log("a kept head of the marks is not signed by their key");
                }
            });
        }
    }

    private static Optional<MarkHead> read(Path file) {
        try {
            if (Files.size(file) > SIZE_LIMIT) {
                throw new IOException("it is too large");
            }
            return Optional.of(Json.read(Files.readString(file), Kept.class).head());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.atWarn().addKeyValue("file", file).setCause(e).log("a kept head of the marks cannot be read");
            return Optional.empty();
        }
    }

    /** The newest head that this node has seen, wherever. */
    public Optional<MarkHead> newest() {
        return newestBefore(System.nanoTime());
    }

    /**
     * The newest head that this node had seen when a snapshot began: a later one is none that the snapshot lacks. Of a
     * snapshot that began long ago an older head is told, never none if any was known.
     *
     * @param begun as {@link System#nanoTime()} tells it
     */
    Optional<MarkHead> newestBefore(long begun) {
        List<Seen> heads = Objects.requireNonNull(seen.get());
        for (int i = heads.size() - 1; i >= 0; i--) {
            if (heads.get(i).atNanos() - begun <= 0) {
                return Optional.of(heads.get(i).head());
            }
        }
        return Optional.empty();
    }

    /** Remembers a head unless a newer one is known. */
    void saw(MarkHead head) {
        Seen one = new Seen(head, System.nanoTime());
        seen.updateAndGet(known -> with(known, one));
    }

    private static List<Seen> with(List<Seen> known, Seen one) {
        int size = known.size();
        if (size > 0 && known.get(size - 1).head().number() >= one.head().number()) {
            return known;
        }
        List<Seen> more = new ArrayList<>(size < REMEMBERED ? known : thinned(known));
        more.add(one);
        return List.copyOf(more);
    }

    /** Of the older half every second is forgotten, but never the first. */
    private static List<Seen> thinned(List<Seen> known) {
        return IntStream.range(0, known.size())
                .filter(i -> i >= known.size() / 2 || i % 2 == 0)
                .mapToObj(known::get)
                .toList();
    }

    /** Whether a newer head is known than the files were told. */
    boolean isBehind() {
        return newest().filter(head -> head.number() > written.get()).isPresent();
    }

    /**
     * Writes the newest head to every file that holds none that is newer. A file that cannot be written is said, and
     * written again with the next head.
     */
    void write() {
        MarkHead head = newest().orElse(null);
        if (head == null) {
            return;
        }
        for (Path file : files) {
            try {
                if (read(file).filter(kept -> isNewer(kept, head)).isEmpty()) {
                    write(file, head);
                }
            } catch (IOException e) {
                LOG.atError().addKeyValue("file", file).setCause(e).log("a head of the marks cannot be kept");
            }
        }
        written.accumulateAndGet(head.number(), Math::max);
    }

    /** A head of a key that was given up says nothing any more. */
    private static boolean isNewer(MarkHead kept, MarkHead head) {
        return kept.keyFingerprint().equals(head.keyFingerprint()) && kept.number() >= head.number();
    }

    /** Whole or not at all, and on the disk before it counts. */
    private static void write(Path file, MarkHead head) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.exists(folder)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        // A name of its own: another process may be writing, and somebody may have put a link there.
        Path draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ".new");
        byte[] text = (Json.write(Kept.of(head)) + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            try (FileChannel channel =
                    FileChannel.open(draft, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(text);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(draft);
        }
        if (folder != null) {
            force(folder);
        }
    }

    /** A name is on the disk once its folder is. */
    private static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
