package dev.governance.console.server.config;

import dev.governance.console.approvals.ApprovalsVerticle;
import dev.governance.console.http.EdgeLimits;
import dev.governance.console.http.Rates;
import dev.governance.console.http.TrustedProxies;
import dev.governance.console.wire.OneLine;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every key of {@code conf/console.json}, checked. Secrets are not among them: they come from the environment. */
public record Config(
        Http http,
        Management management,
        Log log,
        Tracing tracing,
        Auth auth,
        Presence presence,
        Approvals approvals,
        Policies policies,
        Posture posture,
        Marks marks,
        Audit audit,
        Redaction redaction,
        Cost cost,
        Alerts alerts,
        ComplianceConfig compliance,
        Cluster cluster,
        Deploy deploy) {

    public Config {
        if (management.isOn() && management.port() == http.port()) {
            throw new IllegalArgumentException(
                    "management.port is another than http.port: whoever reaches it is asked nothing");
        }
    }

    /**
     * How the console is reached.
     *
     * @param port 0 to 65535; 0 picks a free one
     * @param environment what the page calls this console, before anybody signs in, too: one line, at most 40 characters
     * @param origins pages of other origins that may call the API; never {@code *}
     * @param trustedProxies addresses and subnets of proxies that say whom they ask for; at most 100
     * @param tls where the certificate is
     * @param drain how long requests under way may take when the console stops, as {@code 10s}; at most 30 seconds
     * @param connections open at once, 1 to 100,000
     * @param connectionsPerAddress the same of one address; trusted proxies may have more
     * @param streams of events, open at once, 1 to 100,000
     * @param streamsPerUser the same of one user
     * @param userRateLimit how often the programs of one user may ask for lists within a minute
     */
    public record Http(
            String host,
            int port,
            String environment,
            List<String> origins,
            List<String> trustedProxies,
            Tls tls,
            String drain,
            int connections,
            int connectionsPerAddress,
            int streams,
            int streamsPerUser,
            int userRateLimit) {
        private static final int SHOWN = 100;
        private static final int LONGEST_NAME = 40;
        private static final int LAST_PORT = 65_535;
        private static final Duration LONGEST_DRAIN = Duration.ofSeconds(30);
        private static final Pattern ORIGIN =
                Pattern.compile("(https?)://(?:[a-z0-9.-]+|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?");

        public Http {
            origins = List.copyOf(origins);
            trustedProxies = List.copyOf(trustedProxies);
            TrustedProxies.of(trustedProxies);
            EdgeLimits.of(connections, connectionsPerAddress, streams, streamsPerUser);
            Rates.checkLists(userRateLimit);
            if (Durations.parse("http.drain", drain).compareTo(LONGEST_DRAIN) > 0) {
                throw new IllegalArgumentException("http.drain is at most 30s");
            }
            if (port < 0 || port > LAST_PORT) {
                throw new IllegalArgumentException("http.port is a number from 0 to 65535");
            }
            if (environment.length() > LONGEST_NAME
                    || !OneLine.of(environment, LONGEST_NAME).equals(environment)) {
                throw new IllegalArgumentException(
                        "http.environment is one line of at most 40 characters, as production; empty for none");
            }
            if (host.isBlank()) {
                throw new IllegalArgumentException("http.host is an address, as 127.0.0.1");
            }
            if (origins.stream().anyMatch(origin -> origin.contains("*"))) {
                throw new IllegalArgumentException(
                        "http.origins may not contain *: any page could then act as whoever is signed in; list each origin");
            }
            origins.stream().filter(origin -> !isOrigin(origin)).findFirst().ifPresent(origin -> {
                throw new IllegalArgumentException("http.origins: \"" + OneLine.of(origin, SHOWN)
                        + "\" is no origin as browsers send it; write scheme, host and port without a path, in"
                        + " lower case, as https://console.example:8443");
            });
        }

        /** Browsers leave out the port that goes with the scheme. */
        private static boolean isOrigin(String text) {
            Matcher origin = ORIGIN.matcher(text);
            if (!origin.matches()) {
                return false;
            }
            int itsPort = origin.group(2) == null ? -1 : Integer.parseInt(origin.group(2));
            return itsPort <= LAST_PORT && itsPort != (origin.group(1).equals("https") ? 443 : 80) && itsPort != 0;
        }

        /** What one client may take. */
        public EdgeLimits limits() {
            return EdgeLimits.of(connections, connectionsPerAddress, streams, streamsPerUser);
        }

        /** How long requests under way may take when the console stops. */
        public Duration drainLimit() {
            return Durations.parse("http.drain", drain);
        }

        public boolean isLoopback() {
            return host.equals("localhost") || host.startsWith("127.") || host.equals("::1");
        }
    }

    /**
     * By what the console proves who it is; both empty for a console without TLS.
     *
     * @param cert file with the certificate as PEM, then those that lead to an authority
     * @param key file with its key, PKCS #8 as PEM
     */
    public record Tls(String cert, String key) {
        public Tls {
            if (cert.isBlank() != key.isBlank()) {
                throw new IllegalArgumentException(
                        "http.tls.cert and http.tls.key go together; name both files or none");
            }
        }

        public boolean isOn() {
            return !cert.isBlank();
        }
    }

    /**
     * A door of its own for probes and metrics, where nobody is asked who they are.
     *
     * @param port 0 for none
     */
    public record Management(String host, int port) {
        public Management {
            if (port < 0 || port > Http.LAST_PORT) {
                throw new IllegalArgumentException("management.port is a number from 0 to 65535; 0 for none");
            }
            if (host.isBlank()) {
                throw new IllegalArgumentException("management.host is an address, as 127.0.0.1");
            }
        }

        public boolean isOn() {
            return port > 0;
        }
    }

    /**
     * What the console says of itself.
     *
     * @param level error, warn, info or debug, in any case
     * @param format text or json
     */
    public record Log(String level, String format) {
        private static final List<String> LEVELS = List.of("error", "warn", "info", "debug");
        private static final List<String> FORMATS = List.of("text", "json");

        public Log {
            level = level.toLowerCase(Locale.ROOT);
            if (!LEVELS.contains(level)) {
                throw new IllegalArgumentException("log.level is one of " + String.join(", ", LEVELS));
            }
            if (!FORMATS.contains(format)) {
                throw new IllegalArgumentException("log.format is one of " + String.join(", ", FORMATS));
            }
        }

        public boolean isJson() {
            return format.equals("json");
        }
    }

    /**
     * How people sign in.
     *
     * @param sessionTtl how long a sign-in lasts, as {@code 8h} or {@code 30m}; 1 minute to 7 days
     * @param idle how long it lasts without use, as {@code 60m}; 5 minutes to 7 days. Use is noted to the minute
     */
    public record Auth(String sessionTtl, String idle) {
        private static final Duration LEAST = Duration.ofMinutes(1);
        private static final Duration LEAST_IDLE = Duration.ofMinutes(5);
        private static final Duration MOST = Duration.ofDays(7);

        public Auth {
            Duration ttl = Durations.parse("auth.session_ttl", sessionTtl);
            if (ttl.compareTo(LEAST) < 0 || ttl.compareTo(MOST) > 0) {
                throw new IllegalArgumentException("auth.session_ttl is between 1m and 7d");
            }
            Duration unused = Durations.parse("auth.idle", idle);
            if (unused.compareTo(LEAST_IDLE) < 0 || unused.compareTo(MOST) > 0) {
                throw new IllegalArgumentException("auth.idle is between 5m and 7d");
            }
        }

        public Duration idleLimit() {
            return Durations.parse("auth.idle", idle);
        }

        public Duration ttl() {
            return Durations.parse("auth.session_ttl", sessionTtl);
        }
    }

    /**
     * How long an agent may be silent.
     *
     * @param idleAfter without a heartbeat it counts as idle, as {@code 60s}; 5 seconds to 1 day
     * @param unresponsiveAfter without a heartbeat it counts as gone; longer than {@code idleAfter}, at most 1 day
     */
    public record Presence(String idleAfter, String unresponsiveAfter) {
        private static final Duration LEAST = Duration.ofSeconds(5);
        private static final Duration MOST = Duration.ofDays(1);

        public Presence {
            Duration idle = Durations.parse("presence.idle_after", idleAfter);
            Duration gone = Durations.parse("presence.unresponsive_after", unresponsiveAfter);
            if (idle.compareTo(LEAST) < 0) {
                throw new IllegalArgumentException("presence.idle_after is at least 5s");
            }
            if (gone.compareTo(idle) <= 0 || gone.compareTo(MOST) > 0) {
                throw new IllegalArgumentException(
                        "presence.unresponsive_after is longer than presence.idle_after and at most 1d");
            }
        }

        public Duration idle() {
            return Durations.parse("presence.idle_after", idleAfter);
        }

        public Duration unresponsive() {
            return Durations.parse("presence.unresponsive_after", unresponsiveAfter);
        }
    }

    /**
     * What takes two people.
     *
     * @param secondApprover kinds of requests that two different admins have to grant, in any case; {@code *} stands for any
     *     characters; at most 100
     */
    public record Approvals(List<String> secondApprover) {
        private static final int MOST = 100;
        private static final int LONGEST = 128;

        public Approvals {
            if (secondApprover == null
                    || secondApprover.size() > MOST
                    || secondApprover.stream()
                            .anyMatch(kind ->
                                    kind == null || kind.length() > LONGEST || !ApprovalsVerticle.canBeMeant(kind))) {
                throw new IllegalArgumentException("approvals.second_approver is a list of at most " + MOST
                        + " kinds of requests of 1 to " + LONGEST + " characters, not all of them invisible, as"
                        + " [\"payments.*\"]");
            }
            secondApprover = List.copyOf(secondApprover);
        }
    }

    /**
     * What takes two people.
     *
     * @param secondApprover types of policies that two different admins have to change, one who proposes and one who confirms
     */
    public record Policies(List<String> secondApprover) {
        private static final List<String> TYPES = dev.governance.console.contract.Policies.TYPES;

        public Policies {
            if (secondApprover == null
                    || !secondApprover.stream().allMatch(type -> type != null && TYPES.contains(type))) {
                throw new IllegalArgumentException(
                        "policies.second_approver is a list of types of policies, each one of "
                                + String.join(", ", TYPES) + ", as [\"budget\"]");
            }
            secondApprover = List.copyOf(secondApprover);
        }
    }

    /**
     * When a lamp warns.
     *
     * @param costWarningPercent share of the daily cap from which spending warns, 1 to 100
     */
    public record Posture(int costWarningPercent) {
        public Posture {
            if (costWarningPercent < 1 || costWarningPercent > 100) {
                throw new IllegalArgumentException("posture.cost_warning_percent is a number from 1 to 100");
            }
        }
    }

    /**
     * What the console keeps of what it has seen.
     *
     * @param heads files, beside the one in the data folder, that get the newest signed head; at most 8
     */
    public record Marks(List<String> heads) {
        private static final int MOST = 8;

        public Marks {
            heads = List.copyOf(heads);
            if (heads.size() > MOST || heads.stream().anyMatch(String::isBlank)) {
                throw new IllegalArgumentException("marks.heads is a list of at most " + MOST + " file names");
            }
        }
    }

    /**
     * How the whole audit log is read again and again.
     *
     * @param sweepShare percent of one core and one connection of the database that it takes, 1 to 100
     * @param sweepEvery the least pause between two rounds, as {@code 30s}; at most 7 days
     */
    public record Audit(int sweepShare, String sweepEvery) {
        private static final int WHOLE = 100;
        private static final Duration MOST = Duration.ofDays(7);

        public Audit {
            if (sweepShare < 1 || sweepShare > WHOLE) {
                throw new IllegalArgumentException("audit.sweep_share is a number from 1 to 100");
            }
            if (Durations.parse("audit.sweep_every", sweepEvery).compareTo(MOST) > 0) {
                throw new IllegalArgumentException("audit.sweep_every is at most 7d");
            }
        }

        public Duration every() {
            return Durations.parse("audit.sweep_every", sweepEvery);
        }
    }

    /**
     * What people are never shown, beside what no configuration shows.
     *
     * @param keys further names of members whose values are hidden, however they are written; at most 1,000
     */
    public record Redaction(List<String> keys) {
        private static final int MOST = 1_000;

        public Redaction {
            keys = List.copyOf(keys);
            if (keys.size() > MOST) {
                throw new IllegalArgumentException("redaction.keys has at most 1000 names");
            }
            if (keys.stream().anyMatch(key -> key.codePoints().noneMatch(Character::isLetterOrDigit))) {
                throw new IllegalArgumentException("redaction.keys are names with a letter or a digit in them");
            }
        }
    }

    /**
     * When what was spent is told.
     *
     * @param thresholdsPercent shares of a cap that raise an alert, 1 to 100, at most 10 different ones; none for no alerts
     */
    public record Cost(List<Integer> thresholdsPercent) {
        private static final int MOST = 10;
        private static final int WHOLE = 100;

        public Cost {
            if (thresholdsPercent.size() > MOST
                    || thresholdsPercent.stream().anyMatch(percent -> percent == null || percent < 1 || percent > WHOLE)
                    || thresholdsPercent.stream().distinct().count() < thresholdsPercent.size()) {
                throw new IllegalArgumentException("cost.thresholds_percent is a list of at most " + MOST
                        + " different whole numbers from 1 to 100, as [80, 95, 100]");
            }
            thresholdsPercent = List.copyOf(thresholdsPercent);
        }
    }

    /** Where alerts go. */
    public record Alerts(Webhook webhook) {}

    /**
     * Who is sent alerts.
     *
     * @param url https, or with {@code allowPrivate} http for this machine; empty for nobody
     * @param allowPrivate whether its name may lead to this machine or its own networks
     */
    public record Webhook(String url, boolean allowPrivate) {
        private static final int LONGEST = 2_048;

        public Webhook {
            if (url == null || (!url.isEmpty() && !isFit(url, allowPrivate))) {
                throw new IllegalArgumentException(
                        "alerts.webhook.url is an address as https://hooks.example/alerts, of"
                                + " at most " + LONGEST
                                + " characters, without user, password and fragment; http only with"
                                + " alerts.webhook.allow_private, for this machine");
            }
        }

        private static boolean isFit(String url, boolean allowPrivate) {
            try {
                URI uri = new URI(url);
                return url.length() <= LONGEST
                        && ("https".equals(uri.getScheme()) || (allowPrivate && "http".equals(uri.getScheme())))
                        && uri.getHost() != null
                        && uri.getRawUserInfo() == null
                        && uri.getRawFragment() == null
                        && uri.getPort() <= Http.LAST_PORT
                        && uri.getPort() != 0;
            } catch (URISyntaxException e) {
                return false;
            }
        }

        /** An address may hold a secret. */
        @Override
        public String toString() {
            return "Webhook[hidden]";
        }
    }
}
