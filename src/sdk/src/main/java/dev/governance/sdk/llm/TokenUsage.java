package dev.governance.sdk.llm;

/**
 * What one call used, in tokens.
 *
 * @param input tokens that went in, those of a cache included
 * @param output tokens that came out
 * @param priced input tokens at the price of fresh ones: reading a cache costs less, filling it more
 */
public record TokenUsage(long input, long output, long priced) {
    private static final long MOST = 1_000_000_000_000L; // beyond what any call can use, below what sums overflow at

    public TokenUsage {
        if (!plausible(input) || !plausible(output) || !plausible(priced)) {
            throw new IllegalArgumentException("no call uses " + input + " and " + output + " tokens");
        }
    }

    /** Usage without a cache. */
    public static TokenUsage of(long input, long output) {
        return new TokenUsage(input, output, input);
    }

    static boolean plausible(long tokens) {
        return tokens >= 0 && tokens <= MOST;
    }

    public long total() {
        return input + output;
    }
}
