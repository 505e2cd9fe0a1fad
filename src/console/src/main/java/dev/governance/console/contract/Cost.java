package dev.governance.console.contract;

import dev.governance.console.bus.Ask;
import dev.governance.console.wire.AgentCaps;
import dev.governance.console.wire.CostAlert;
import dev.governance.console.wire.CostCourse;
import dev.governance.console.wire.CostHistory;
import dev.governance.console.wire.ModelSpend;
import dev.governance.console.wire.SessionSpend;
import dev.governance.console.wire.Spend;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What agents spend. Days are those of UTC, by the database's clock. */
public final class Cost {
    /** Each agent's use of the current UTC day, the dearest first. */
    public static final Ask<Today, Agents> AGENTS = Ask.read("cost.agents", Today.class, Agents.class);

    /** The dearest sessions there ever were. */
    public static final Ask<OfSessions, Sessions> SESSIONS =
            Ask.read("cost.sessions", OfSessions.class, Sessions.class);

    /** Each model's use of the current UTC day, the dearest first, those that were refused for want of a price, or that only the log knows, included. */
    public static final Ask<OfModels, Models> MODELS = Ask.read("cost.models", OfModels.class, Models.class);

    /** A span of days; refused as INVALID when it ends before it begins or is longer than {@link #MOST_DAYS}. */
    public static final Ask<OfDays, CostHistory> DAYS = Ask.read("cost.days", OfDays.class, CostHistory.class);

    /** How the present day went up to now. */
    public static final Ask<OfCourse, CostCourse> COURSE = Ask.read("cost.course", OfCourse.class, CostCourse.class);

    /** Budgets and how much of them is used, in the order of the agents' ids; refused as INVALID for a strange cursor. */
    public static final Ask<OfCaps, Caps> CAPS = Ask.read("cost.caps", OfCaps.class, Caps.class);

    /**
     * Alerts of thresholds, the newest first, those of the last 90 days; refused as INVALID for a strange cursor.
     */
    public static final Ask<OfAlerts, Alerts> ALERTS = Ask.read("cost.alerts", OfAlerts.class, Alerts.class);

    /** Agents of a span, each day by day. */
    public static final int MOST_AGENTS = 100;

    /** Days of a span. */
    public static final int MOST_DAYS = 366;

    public record Today() {}

    public record Agents(List<Spend> agents) {
        public Agents {
            agents = List.copyOf(agents);
        }
    }

    /**
     * Asks for sessions.
     *
     * @param agentId null for all agents'
     * @param limit 1 to 500
     */
    public record OfSessions(@Nullable String agentId, int limit) {}

    public record Sessions(List<SessionSpend> sessions) {
        public Sessions {
            sessions = List.copyOf(sessions);
        }
    }

    /**
     * Asks for models.
     *
     * @param agentId null for all agents'
     */
    public record OfModels(@Nullable String agentId) {}

    public record Models(List<ModelSpend> models) {
        public Models {
            models = List.copyOf(models);
        }
    }

    /**
     * Asks for days.
     *
     * @param agentId null for the whole fleet
     * @param from null for the thirtieth day up to {@code to}
     * @param to the last day; null for the present one
     * @param top how many agents are told one by one, those with the most dollars and those with the most tokens, 0 to
     *     {@link #MOST_AGENTS}
     */
    public record OfDays(
            @Nullable String agentId,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            int top) {}

    /**
     * Asks for the present day.
     *
     * @param agentId null for the whole fleet
     */
    public record OfCourse(@Nullable String agentId) {}

    /**
     * Asks for a page of budgets.
     *
     * @param agentId null for all agents'
     * @param cursor where it begins, as the page before said; null for the first
     * @param limit agents of a page, 1 to 500
     */
    public record OfCaps(@Nullable String agentId, @Nullable String cursor, int limit) {}

    /**
     * A page of budgets.
     *
     * @param day the one that counts
     * @param warningPercent share of a cap from which its use is a warning
     * @param nextCursor where the next one begins; null at the end
     */
    public record Caps(
            LocalDate day,
            int warningPercent,
            List<AgentCaps> agents,
            @Nullable String nextCursor) {
        public Caps {
            agents = List.copyOf(agents);
        }
    }

    /**
     * Asks for a page of alerts.
     *
     * @param agentId null for all agents'
     * @param cursor where it begins, as the page before said; null for the first
     * @param limit alerts of a page, 1 to 500
     */
    public record OfAlerts(
            @Nullable String agentId, @Nullable String cursor, int limit) {}

    /**
     * A page of alerts.
     *
     * @param nextCursor where the next one begins; null at the end
     */
    public record Alerts(List<CostAlert> alerts, @Nullable String nextCursor) {
        public Alerts {
            alerts = List.copyOf(alerts);
        }
    }

    private Cost() {}
}
