package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.chain.SeqRanges.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SeqRangesTest {
    @Test
    void whatTouchesOrOverlapsBecomesOne() {
        SeqRanges ranges = SeqRanges.of(List.of(new Range(9, 12), new Range(1, 3), new Range(4, 4), new Range(10, 20)));

        assertThat(ranges).hasToString("1-4,9-20");
        assertThat(ranges.size()).isEqualTo(2);
        assertThat(SeqRanges.parse("1-4,9-20")).isEqualTo(ranges).hasSameHashCodeAs(ranges);
        assertThat(SeqRanges.parse("1-4,9-21")).isNotEqualTo(ranges);
    }

    @Test
    void negativeNumbersAreNumbersToo() {
        SeqRanges ranges = SeqRanges.parse("-9--7,-1-1,5");

        assertThat(ranges).hasToString("-9--7,-1-1,5");
        assertThat(ranges.contains(-8)).isTrue();
        assertThat(ranges.contains(-6)).isFalse();
    }

    @Test
    void theWidestRangeHoldsEveryNumber() {
        SeqRanges all = SeqRanges.of(List.of(new Range(Long.MIN_VALUE, Long.MAX_VALUE), new Range(0, 1)));

        assertThat(all.contains(Long.MIN_VALUE)).isTrue();
        assertThat(all.contains(Long.MAX_VALUE)).isTrue();
        assertThat(all.minus(all).isEmpty()).isTrue();
    }

    @Test
    void theyBehaveLikeSetsOfNumbers() {
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            Set<Long> one = numbers(random);
            Set<Long> other = numbers(random);
            SeqRanges ranges = ranges(one);
            Set<Long> union = new TreeSet<>(one);
            union.addAll(other);
            Set<Long> difference = new TreeSet<>(one);
            difference.removeAll(other);

            assertThat(ranges.plus(ranges(other))).isEqualTo(ranges(union));
            assertThat(ranges.minus(ranges(other))).isEqualTo(ranges(difference));
            assertThat(SeqRanges.parse(ranges.toString())).isEqualTo(ranges);
            for (long number = 0; number < 40; number++) {
                assertThat(ranges.contains(number)).isEqualTo(one.contains(number));
            }
        }
    }

    private static Set<Long> numbers(Random random) {
        Set<Long> numbers = new TreeSet<>();
        for (int i = random.nextInt(25); i > 0; i--) {
            numbers.add((long) random.nextInt(40));
        }
        return numbers;
    }

    private static SeqRanges ranges(Set<Long> numbers) {
        List<Range> ranges = new ArrayList<>();
        numbers.forEach(number -> ranges.add(new Range(number, number)));
        return SeqRanges.of(ranges);
    }

    @Test
    void textThatIsNoRangesIsRefused() {
        for (String text : List.of("x", "3-1", "1,", "1-2-3", " 1")) {
            assertThatThrownBy(() -> SeqRanges.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatIsMarkedEndsAtItsNumberAndHasHoles() {
        Marked marked = new Marked(10, SeqRanges.parse("4-5"));

        assertThat(marked.contains(3)).isTrue();
        assertThat(marked.contains(4)).isFalse();
        assertThat(marked.contains(10)).isTrue();
        assertThat(marked.contains(11)).isFalse();
        assertThat(Marked.NONE.contains(0)).isFalse();
    }
}
