package dev.governance.console.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/**
 * What the sample agents would have used in the month before the demonstration began: made up, the same in every one, and
 * counters alone, for events that were never signed when they happened would be a lie.
 */
final class Past {
    private static final int DAYS = 29; // before the present one
    private static final double WEEKEND = 0.4;
    private static final double GROWTH = 0.012; // a day
    private static final double NOISE = 0.5;
    private static final double MOST_TODAY = 0.4; // of the cap, so that they can go on
    private static final int DIGITS = 6;
    private static final Duration SESSION = Duration.ofMinutes(40);
    private static final Duration BETWEEN = Duration.ofMinutes(75);

    /**
     * What an agent uses on a working day.
     *
     * @param usd dollars
     * @param tokens for a dollar
     */
    private record Habit(String agentId, String model, double usd, long tokens) {}

    private static final List<Habit> HABITS = List.of(
            new Habit("research-agent", "claude-opus-4-6", 15, 41_000),
            new Habit("deploy-bot", "claude-sonnet-4-6", 6.5, 210_000),
            new Habit("billing-agent", "gpt-4o", 5.2, 270_000),
            new Habit("summariser", "claude-haiku-4-5", 2.2, 620_000),
            new Habit("support-triage", "gpt-4o-mini", 1.7, 4_300_000),
            new Habit("fraud-screen", "gpt-4o-mini", 1.9, 4_600_000),
            new Habit("data-export", "gpt-4o-mini", 1.1, 4_200_000),
            new Habit("refund-agent", "gpt-4o-mini", 0.8, 4_400_000),
            new Habit("inventory-sync", "gpt-4o-mini", 0.06, 4_100_000));

    /** A day of an agent, all of it by one model. */
    record Day(String agentId, String model, LocalDate day, BigDecimal usd, long tokens) {}

    /** A session of the present day. */
    record Session(String agentId, UUID sessionId, BigDecimal usd, long tokens, Instant from, Instant to) {}

    record Use(List<Day> days, List<Session> sessions) {}

    /** Up to a moment, which is the present. */
    static Use until(Instant now) {
        List<Day> days = new ArrayList<>();
        List<Session> sessions = new ArrayList<>();
        for (Habit habit : HABITS) {
            Random random = new Random(habit.agentId().hashCode());
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            for (int ago = DAYS; ago > 0; ago--) {
                LocalDate day = today.minusDays(ago);
                double usd = habit.usd() * (1 - NOISE / 2 + NOISE * random.nextDouble()) * (1 - GROWTH * ago);
                days.add(day(habit, day, money(isWeekend(day) ? usd * WEEKEND : usd)));
            }
            List<Session> soFar = today(habit, now, random);
            sessions.addAll(soFar);
            days.add(day(habit, today, soFar.stream().map(Session::usd).reduce(BigDecimal.ZERO, BigDecimal::add)));
        }
        return new Use(days, sessions);
    }

    /** One session after the other, few at night and more by day. */
    private static List<Session> today(Habit habit, Instant now, Random random) {
        List<Session> sessions = new ArrayList<>();
        Instant midnight =
                LocalDate.ofInstant(now, ZoneOffset.UTC).atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant from = midnight.plusSeconds(random.nextInt((int) BETWEEN.toSeconds()));
        double ofDay = habit.usd()
                * MOST_TODAY
                * BETWEEN.toSeconds()
                / Duration.ofDays(1).toSeconds();
        while (from.plus(SESSION).isBefore(now)) {
            int hour = from.atOffset(ZoneOffset.UTC).getHour();
            double busy = hour < 7 ? 0.3 : hour < 19 ? 1.5 : 0.7;
            BigDecimal usd = money(ofDay * busy * (1 - NOISE / 2 + NOISE * random.nextDouble()));
            UUID id = new UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63);
            sessions.add(new Session(habit.agentId(), id, usd, tokens(habit, usd), from, from.plus(SESSION)));
            from = from.plus(BETWEEN);
        }
        return sessions;
    }

    private static Day day(Habit habit, LocalDate day, BigDecimal usd) {
        return new Day(habit.agentId(), habit.model(), day, usd, tokens(habit, usd));
    }

    private static long tokens(Habit habit, BigDecimal usd) {
        return usd.multiply(BigDecimal.valueOf(habit.tokens())).longValue();
    }

    private static BigDecimal money(double usd) {
        return BigDecimal.valueOf(usd).setScale(DIGITS, RoundingMode.HALF_UP);
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private Past() {}
}
