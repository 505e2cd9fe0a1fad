package dev.governance.console.policies;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import dev.governance.console.bus.Refusal;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether a member of a policy is one that SDKs read, which they do strictly: one that is not makes a whole row unreadable. */
interface Check {
    /** More is no amount of money. */
    int DECIMALS = 12;

    /** What stands for a secret in what people are shown. */
    String HIDDEN = "REDACTED";

    /**
     * Checks a value.
     *
     * @param place where it stands, for the refusal, as {@code policy.allowed_tools}
     * @return what is stored
     * @throws Refusal UNPROCESSABLE, with the place and what is expected there
     */
    JsonNode of(String place, JsonNode value);

    /** The same, or null. */
    default Check orNull() {
        return (place, value) -> value.isNull() ? value : of(place, value);
    }

    /** At most {@code most} different texts of 1 to {@code longest} characters each. */
    static Check names(int most, int longest) {
        Check name = text(longest);
        return (place, value) -> {
            if (!value.isArray() || value.size() > most) {
                throw refused(place, "is a list of at most " + most + " texts");
            }
            Set<String> seen = new HashSet<>();
            for (int i = 0; i < value.size(); i++) {
                String at = place + "[" + i + "]";
                if (!seen.add(name.of(at, value.get(i)).asText())) {
                    throw refused(at, "is in the list already");
                }
            }
            return value;
        };
    }

    /** An object of at most {@code most} texts under names that are texts of the same kind. */
    static Check texts(int most, int longest) {
        Check text = text(longest);
        return (place, value) -> {
            if (!value.isObject() || value.size() > most) {
                throw refused(place, "is an object of at most " + most + " texts");
            }
            int number = 0;
            for (var member : value.properties()) {
                String at = place + ", member " + ++number;
                if (!isName(member.getKey(), longest)) {
                    throw refused(at, "has a name of 1 to " + longest + " characters that PostgreSQL can store");
                }
                text.of(at, member.getValue());
            }
            return value;
        };
    }

    static Check text(int longest) {
        return (place, value) -> {
            if (!value.isTextual() || !isName(value.asText(), longest)) {
                throw refused(place, "is a text of 1 to " + longest + " characters that PostgreSQL can store");
            }
            if (value.asText().contains(HIDDEN)) {
                throw refused(place, "is what was shown instead of a secret; send what it really is");
            }
            return value;
        };
    }

    static Check oneOf(List<String> words) {
        return (place, value) -> {
            if (!value.isTextual() || !words.contains(value.asText())) {
                throw refused(place, "is one of " + String.join(", ", words));
            }
            return value;
        };
    }

    /** A whole number; {@code 5.0} is none to the Python SDK. */
    static Check whole(long least, long most) {
        return (place, value) -> {
            if (!value.isIntegralNumber()
                    || !value.canConvertToLong()
                    || value.asLong() < least
                    || value.asLong() > most) {
                throw refused(place, "is a whole number from " + least + " to " + most);
            }
            return value;
        };
    }

    /** Dollars, stored with a point: JSONB would give a whole number back as another type. */
    static Check dollars(long most) {
        return (place, value) -> {
            if (!value.isNumber() || !isAmount(value.decimalValue(), most)) {
                throw refused(place, "is a number from 0 to " + most + " with at most " + DECIMALS + " decimals");
            }
            BigDecimal amount = value.decimalValue();
            return DecimalNode.valueOf(amount.scale() < 1 ? amount.setScale(1) : amount);
        };
    }

    private static boolean isAmount(BigDecimal amount, long most) {
        return amount.signum() >= 0
                && amount.compareTo(BigDecimal.valueOf(most)) <= 0
                && Math.abs((long) amount.scale()) <= DECIMALS;
    }

    private static boolean isName(String text, int longest) {
        return !text.isBlank()
                && text.codePointCount(0, text.length()) <= longest
                && text.codePoints().noneMatch(point -> point == 0 || Character.getType(point) == Character.SURROGATE);
    }

    static Refusal refused(String place, String what) {
        return Refusal.unfit("policy", place + " " + what);
    }
}
