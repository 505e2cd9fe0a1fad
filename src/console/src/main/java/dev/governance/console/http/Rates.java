package dev.governance.console.http;

/**
 * How often the programs of one user may ask within a minute.
 *
 * @param lists for statistics, approvals and policies together; 1 to 100,000
 * @param evidence for what reads much of the log: compliance; 1 to 100,000
 */
public record Rates(int lists, int evidence) {
    private static final int MOST = 100_000;

    public Rates {
        checkLists(lists);
        checkEvidence(evidence);
    }

    public static void checkLists(int number) {
        within(number, "http.user_rate_limit");
    }

    public static void checkEvidence(int number) {
        within(number, "compliance.rate_limit");
    }

    private static void within(int number, String key) {
        if (number < 1 || number > MOST) {
            throw new IllegalArgumentException(key + " is a number from 1 to " + MOST);
        }
    }
}
