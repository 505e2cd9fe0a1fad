package dev.governance.console.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * What the sample agents would have used in the month before the demonstration began: made up, the same in every one, and
 * counters alone, for events that were never signed when they happened would be a lie.
 */
final class Past {
    private static final int DAYS = 29; // before the present one
    private static final double WEEKEND = 0.4;
    private static final double GROWTH = 0.012; // a day
    private static final double NOISE = 0.5;
    private static final double TODAY = 0.8; // of a working day, so that they can go on
    private static final int DIGITS = 6;
    private static final Duration SESSION = Duration.ofMinutes(40);
    private static final Duration BETWEEN = Duration.ofMinutes(75);

    /**
     * What an agent uses on a working day.
     *
     * @param usd dollars
     * @param tokens for a dollar
     * @param soFar what it used today at least, so that one comes near its cap soon
     */
    private record Habit(String agentId, String model, double usd, long tokens, double soFar) {
        private Habit(String agentId, String model, double usd, long tokens) {
            this(agentId, model, usd, tokens, 0);
        }
    }

    private static final List<Habit> HABITS = List.of(
            new Habit("research-agent", "claude-opus-4-6", 15, 41_000, 17.5),
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

    /** One session after the other, cheap ones at night and dearer ones by day. */
    private static List<Session> today(Habit habit, Instant now, Random random) {
        Instant midnight =
                LocalDate.ofInstant(now, ZoneOffset.UTC).atStartOfDay().toInstant(ZoneOffset.UTC);
        Instant first = midnight.plusSeconds(random.nextInt((int) BETWEEN.toSeconds()));
        List<Instant> begun = Stream.iterate(first, from -> from.plus(BETWEEN))
                .takeWhile(from -> from.plus(SESSION).isBefore(now))
                .toList();
        List<Double> weights = begun.stream()
                .map(from -> weight(from) * (1 - NOISE / 2 + NOISE * random.nextDouble()))
                .toList();
        double passed = (double) Duration.between(midnight, now).toSeconds()
                / Duration.ofDays(1).toSeconds();
        double usd = Math.max(habit.soFar(), habit.usd() * TODAY * passed);
        double whole = weights.stream().mapToDouble(Double::doubleValue).sum();
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < begun.size(); i++) {
            BigDecimal part = money(usd * weights.get(i) / whole);
            Instant from = begun.get(i);
            UUID id = UUID.nameUUIDFromBytes((habit.agentId() + from).getBytes(StandardCharsets.UTF_8));
            sessions.add(new Session(habit.agentId(), id, part, tokens(habit, part), from, from.plus(SESSION)));
        }
        return sessions;
    }

    private static double weight(Instant at) {
        int hour = at.atOffset(ZoneOffset.UTC).getHour();
        return hour < 7 ? 0.3 : hour < 19 ? 1.5 : 0.7;
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
