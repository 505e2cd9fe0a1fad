package dev.governance.chain.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What went to the disk comes back as it was. */
class SpillTest {
    @TempDir
    private Path folder;

    private static long[] segment(Random random) {
        long[] words = new long[Segment.WORDS];
        for (int i = 0; i < words.length; i++) {
            words[i] = random.nextLong();
        }
        words[Segment.FLAGS] = random.nextInt(16);
        words[Segment.ROWS] = 2L + random.nextInt(3);
        words[Segment.UNPROVEN] = random.nextInt(2);
        words[Segment.MARKED_ROWS] = random.nextInt(3);
        return words;
    }

    @Test
    void everyRecordOfEveryBlockComesBackInItsOrder() {
        Random random = new Random(7);
        try (SpillFile file = new SpillFile(folder)) {
            Partition one = new Partition(file);
            Partition other = new Partition(file);
            ByteBuffer expected = ByteBuffer.allocate(1 << 20);
            for (int i = 0; i < 2_000; i++) {
                long[] segment = segment(random);
                one.append(segment, 0);
                Segment.write(segment, 0, expected);
                other.append(segment(random), 0);
            }
            ByteBuffer loaded = ByteBuffer.allocate((int) one.bytes());
            ByteBuffer given = ByteBuffer.allocate((int) one.bytes());

            one.load(loaded);
            one.each(words -> Segment.write(words, 0, given));

            assertThat(one.records()).isEqualTo(2_000);
            assertThat(loaded.flip()).isEqualTo(expected.flip());
            assertThat(given.flip()).isEqualTo(expected);
        }
    }

    @Test
    void whatWasNeverWrittenOrWasCutIsNotMadeUp() {
        try (SpillFile file = new SpillFile(folder)) {
            ByteBuffer into = ByteBuffer.allocate(64);

            assertThatThrownBy(() -> file.read(0, 8, into)).isInstanceOf(IllegalStateException.class);
            long place = file.append(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
            long next = file.append(ByteBuffer.wrap(new byte[] {9, 10}));
            file.read(next, 2, into);
            file.read(place, 8, into);

            assertThat(into.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {9, 10, 1, 2, 3, 4, 5, 6, 7, 8}));
            assertThatThrownBy(() -> file.read(next, 3, into.clear()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseMessage("the temporary file was cut");
        }
    }
}
