package dev.governance.console.bus;

/**
 * A question that one verticle answers.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 * @param address where on the event bus, as {@code feature.verb}
 * @param kind what may become of it when this node has no answer
 */
public record Ask<Q extends Record, A extends Record>(String address, Class<Q> question, Class<A> answer, Kind kind) {

    /** What asking does, and so where it may be asked and whether twice. */
    public enum Kind {
        /** Changes nothing, so another node may be asked when one fails. */
        READ,
        /** Changes something: whoever asked decides whether to ask again, with the same key of idempotency. */
        COMMAND,
        /** Is about this very node, and never leaves it. */
        HERE
    }

    /** A question that changes nothing. */
    public static <Q extends Record, A extends Record> Ask<Q, A> read(
            String address, Class<Q> question, Class<A> answer) {
        return new Ask<>(address, question, answer, Kind.READ);
    }

    /** An act. */
    public static <Q extends Record, A extends Record> Ask<Q, A> command(
            String address, Class<Q> question, Class<A> answer) {
        return new Ask<>(address, question, answer, Kind.COMMAND);
    }

    /** A question that only this node can answer: about itself, or about what it holds. */
    public static <Q extends Record, A extends Record> Ask<Q, A> here(
            String address, Class<Q> question, Class<A> answer) {
        return new Ask<>(address, question, answer, Kind.HERE);
    }
}
