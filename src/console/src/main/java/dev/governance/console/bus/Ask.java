package dev.governance.console.bus;

/**
 * A question that one verticle answers.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 * @param address where on the event bus, as {@code feature.verb}
 */
public record Ask<Q extends Record, A extends Record>(String address, Class<Q> question, Class<A> answer) {

    public static <Q extends Record, A extends Record> Ask<Q, A> of(
            String address, Class<Q> question, Class<A> answer) {
        return new Ask<>(address, question, answer);
    }
}
