package dev.governance.console.server.config;

import dev.governance.console.http.Rates;
import java.time.Duration;

/**
 * How much evidence may take.
 *
 * @param rateLimit how often the programs of one user may ask for it within a minute
 * @param statementTimeout of one statement, as {@code 30s}; from one second to one minute: whoever asks waits 90 s
 */
public record ComplianceConfig(int rateLimit, String statementTimeout) {
    private static final Duration LONGEST = Duration.ofSeconds(60);

    public ComplianceConfig {
        Rates.checkEvidence(rateLimit);
        Duration limit = Durations.parse("compliance.statement_timeout", statementTimeout);
        if (limit.compareTo(Duration.ofSeconds(1)) < 0 || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("compliance.statement_timeout is from 1s to 60s");
        }
    }

    public Duration longestStatement() {
        return Durations.parse("compliance.statement_timeout", statementTimeout);
    }
}
