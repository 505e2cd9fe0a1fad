package dev.governance.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Numbers kept as ranges, sorted and apart from each other. Immutable. */
public final class SeqRanges {
    public static final SeqRanges NONE = new SeqRanges(new long[0]);

    /** More ranges than this are no longer read from text. */
    public static final int LIMIT = 20_000;

    /** First and last number of each range in turn. */
    private final long[] bounds;

    private SeqRanges(long[] bounds) {
        this.bounds = bounds;
    }

    /**
     * Both ends belong to it.
     *
     * @param first not above {@code last}
     */
    public record Range(long first, long last) {
        public Range {
            if (first > last) {
                throw new IllegalArgumentException("a range begins at " + first + " and ends before, at " + last);
            }
        }
    }

    /** Takes ranges in any order; what overlaps or touches becomes one. */
    public static SeqRanges of(Collection<Range> ranges) {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.sort((one, other) -> Long.compare(one.first(), other.first()));
        long[] bounds = new long[sorted.size() * 2];
        int end = 0;
        for (Range range : sorted) {
            if (end > 0 && (range.first() <= bounds[end - 1] || range.first() - 1 == bounds[end - 1])) {
                bounds[end - 1] = Math.max(bounds[end - 1], range.last());
            } else {
                bounds[end++] = range.first();
                bounds[end++] = range.last();
            }
        }
        return new SeqRanges(Arrays.copyOf(bounds, end));
    }

    /**
     * Reads what {@link #toString()} wrote, as {@code 7,9-12}.
     *
     * @throws IllegalArgumentException when it is anything else, or has more than {@link #LIMIT} ranges
     */
    public static SeqRanges parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        List<Range> ranges = new ArrayList<>();
        for (String part : text.split(",", LIMIT + 1)) {
            int dash = part.indexOf('-', 1);
            long first = Long.parseLong(dash < 0 ? part : part.substring(0, dash));
            ranges.add(new Range(first, dash < 0 ? first : Long.parseLong(part.substring(dash + 1))));
        }
        return of(ranges);
    }

    public boolean contains(long number) {
        int place = Arrays.binarySearch(bounds, number);
        // A number between bounds lies within a range when the bound before it is a first one.
        return place >= 0 || (-place - 1) % 2 == 1;
    }

    public SeqRanges plus(SeqRanges other) {
        if (other.isEmpty()) {
            return this;
        }
        List<Range> both = new ArrayList<>(ranges());
        both.addAll(other.ranges());
        return of(both);
    }

    public SeqRanges minus(SeqRanges other) {
        List<Range> left = new ArrayList<>();
        int place = 0;
        for (Range range : ranges()) {
            while (place < other.bounds.length && other.bounds[place + 1] < range.first()) {
                place += 2;
            }
            other.cut(range, place, left);
        }
        return of(left);
    }

    /** Adds what is left of a range; {@code place} is that of the first range of ours that may reach into it. */
    private void cut(Range range, int place, List<Range> left) {
        long first = range.first();
        for (int hole = place; hole < bounds.length && bounds[hole] <= range.last(); hole += 2) {
            if (bounds[hole] > first) {
                left.add(new Range(first, bounds[hole] - 1));
            }
            if (bounds[hole + 1] >= range.last()) {
                return;
            }
            first = bounds[hole + 1] + 1;
        }
        left.add(new Range(first, range.last()));
    }

    public List<Range> ranges() {
        List<Range> ranges = new ArrayList<>(size());
        for (int i = 0; i < bounds.length; i += 2) {
            ranges.add(new Range(bounds[i], bounds[i + 1]));
        }
        return ranges;
    }

    /** How many ranges there are, not how many numbers. */
    public int size() {
        return bounds.length / 2;
    }

    public boolean isEmpty() {
        return bounds.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeqRanges ranges && Arrays.equals(bounds, ranges.bounds);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bounds);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bounds.length; i += 2) {
            text.append(i == 0 ? "" : ",").append(bounds[i]);
            if (bounds[i] != bounds[i + 1]) {
                text.append('-').append(bounds[i + 1]);
            }
        }
        return text.toString();
    }
}
