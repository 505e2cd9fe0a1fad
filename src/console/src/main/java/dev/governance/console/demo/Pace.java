package dev.governance.console.demo;

import java.time.Duration;

/**
 * How fast the sample agents live.
 *
 * @param factor 1 for a calm demonstration; tests are more hurried
 */
record Pace(int factor) {
    static final Pace CALM = new Pace(1);

    Duration of(Duration pause) {
        return pause.dividedBy(factor);
    }
}
