package dev.governance.console.audit.marks;

import dev.governance.chain.SeqRanges;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out which missing numbers will never come: those whose transactions were rolled back.
 *
 * <p>{@code nextval} runs before a transaction has an id, so a number is given up only once every transaction is over
 * that was running at a second look, a second after it was first missed. What one node has found out stays in its
 * memory; another begins anew, which takes longer and claims nothing.
 */
final class OpenGaps {
    private static final Duration SECOND_LOOK = Duration.ofSeconds(1);

    /** More groups than this are joined; the bound of the youngest is then that of all. */
    private static final int GROUPS = 64;

    private final List<Group> groups = new ArrayList<>();

    /**
     * Numbers that were missed together.
     *
     * @param bound the first transaction that had not begun at the second look; 0 before that
     */
    private record Group(SeqRanges numbers, long missedAt, long bound) {
        Group only(SeqRanges others) {
            return new Group(numbers.minus(numbers.minus(others)), missedAt, bound);
        }
    }

    /**
     * Takes what one look found missing.
     *
     * @param missing all of it, in the snapshot between {@code xmin} and {@code xmax}
     * @param now in nanoseconds of a clock that never goes back
     * @return those that no transaction can fill any more
     */
    SeqRanges dead(SeqRanges missing, long xmin, long xmax, long now) {
        SeqRanges known = SeqRanges.NONE;
        SeqRanges dead = SeqRanges.NONE;
        List<Group> next = new ArrayList<>();
        for (Group before : groups) {
            Group group = before.only(missing);
            known = known.plus(group.numbers());
            if (group.bound() > 0 && xmin >= group.bound()) {
                dead = dead.plus(group.numbers());
            } else if (!group.numbers().isEmpty()) {
                next.add(bounded(group, xmax, now));
            }
        }
        SeqRanges fresh = missing.minus(known);
        if (!fresh.isEmpty()) {
            next.add(new Group(fresh, now, 0));
        }
        groups.clear();
        groups.addAll(next.size() > GROUPS ? joined(next, xmax) : next);
        return dead;
    }

    private static Group bounded(Group group, long xmax, long now) {
        return group.bound() == 0 && now - group.missedAt() >= SECOND_LOOK.toNanos()
                ? new Group(group.numbers(), group.missedAt(), xmax)
                : group;
    }

    /** All that had their second look wait for the present bound: longer than they must, never too short. */
    private static List<Group> joined(List<Group> groups, long xmax) {
        List<Group> joined = new ArrayList<>();
        SeqRanges numbers = SeqRanges.NONE;
        for (Group group : groups) {
            if (group.bound() == 0) {
                joined.add(group);
            } else {
                numbers = numbers.plus(group.numbers());
            }
        }
        joined.add(0, new Group(numbers, 0, xmax));
        return joined;
    }
}
