package dev.governance.console.server;

import dev.governance.console.alerts.AlertsVerticle;
import dev.governance.console.server.config.Config;
import dev.governance.console.server.config.StartProblem;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where alerts are sent, and the secret of the environment that signs them. */
final class AlertTarget {
    static final String VARIABLE = "GOVERNANCE_ALERT_WEBHOOK_SECRET";

    private static final int SHORTEST = 32;

    /**
     * What configuration and environment say; null when alerts are sent nowhere.
     *
     * @throws StartProblem when there is an address and no secret that nobody guesses
     */
    static AlertsVerticle.@Nullable Target of(Config config, Map<String, String> environment) {
        Config.Webhook webhook = config.alerts().webhook();
        if (webhook.url().isEmpty()) {
            return null;
        }
        String secret = environment.getOrDefault(VARIABLE, "").strip();
        if (secret.length() < SHORTEST) {
            throw new StartProblem("alerts.webhook.url is set, and " + VARIABLE + " (or " + VARIABLE + "_FILE) has "
                    + secret.length() + " characters; it takes at least " + SHORTEST
                    + ", so that nobody guesses it. Make one with: openssl rand -hex 32");
        }
        return new AlertsVerticle.Target(URI.create(webhook.url()), secret, webhook.allowPrivate());
    }

    private AlertTarget() {}
}
