package dev.governance.console.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Says what is wrong with a body without repeating what it holds: it may hold a password. */
final class JsonFault {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]{1,40}");

    static String explain(JsonProcessingException fault) {
        if (fault instanceof UnrecognizedPropertyException unknown) {
            return unknown(named(unknown.getPropertyName()), unknown);
        }
        if (fault instanceof ValueInstantiationException refused && refused.getCause() != null) {
            return String.valueOf(refused.getCause().getMessage()); // a record's own words, without the value
        }
        if (fault instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            return "member \"" + path(mapping) + "\" is missing or of the wrong type";
        }
        if (fault instanceof JsonMappingException) {
            return "expected one JSON object and nothing after it";
        }
        return malformed(fault);
    }

    /** The same to whoever sent it, to whom not even the name of an unknown member is repeated. */
    static String explainSent(JsonProcessingException fault) {
        return fault instanceof UnrecognizedPropertyException unknown ? unknown("a member", unknown) : explain(fault);
    }

    private static String unknown(String member, UnrecognizedPropertyException fault) {
        return member + " is unknown; known are " + fault.getKnownPropertyIds();
    }

    /** The same of what is no JSON. */
    static String malformed(JsonProcessingException fault) {
        if (fault.getLocation() != null) {
            return "not valid JSON at line " + fault.getLocation().getLineNr() + ", column "
                    + fault.getLocation().getColumnNr();
        }
        return "not valid JSON";
    }

    /** What stands in the place of a name may be anything. */
    private static String named(String member) {
        return NAME.matcher(member).matches() ? "member \"" + member + "\"" : "a member";
    }

    private static String path(JsonMappingException fault) {
        return fault.getPath().stream().map(JsonFault::step).collect(Collectors.joining("."));
    }

    private static String step(Reference reference) {
        return reference.getFieldName() == null ? "[" + reference.getIndex() + "]" : reference.getFieldName();
    }

    private JsonFault() {}
}
