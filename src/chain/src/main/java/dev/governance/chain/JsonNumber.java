package dev.governance.chain;

import java.util.regex.Pattern;

/**
 * A number as it was written: what kind it is decides its canonical form, and a double would lose digits.
 *
 * @param literal a JSON number (RFC 8259, section 6)
 */
public record JsonNumber(String literal) {
    private static final Pattern FORM = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

    public JsonNumber {
        if (!FORM.matcher(literal).matches()) {
            throw new IllegalArgumentException("not a JSON number");
        }
    }

    /** Python reads a literal with a point or an exponent as a float, any other as an integer of any size. */
    public boolean isFloat() {
        return literal.contains(".") || literal.contains("e") || literal.contains("E");
    }

    String canonical() {
        if (isFloat()) {
            return PythonFloat.repr(Double.parseDouble(literal));
        }
        return literal.equals("-0") ? "0" : literal;
    }
}
