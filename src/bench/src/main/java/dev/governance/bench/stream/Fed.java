package dev.governance.bench.stream;

import java.util.List;

/**
 * What {@link FeedClient} wrote.
 *
 * @param began when the writing of each began, in microseconds since 1970
 * @param ended when it was known to be committed, or published
 * @param seconds from the first to the last
 */
public record Fed(List<Long> began, List<Long> ended, double seconds) {
    public Fed {
        began = List.copyOf(began);
        ended = List.copyOf(ended);
    }

    public double perSecond() {
        return began.size() / seconds;
    }
}
