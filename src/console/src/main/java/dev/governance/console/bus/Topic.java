package dev.governance.console.bus;

/**
 * A fact announced to whoever listens on this node, possibly nobody. Delivery is best effort: a listener treats it as a
 * hint and reads rows.
 *
 * @param <E> the fact
 * @param address where on the event bus, as {@code feature.happened}
 */
public record Topic<E extends Record>(String address, Class<E> fact) {

    public static <E extends Record> Topic<E> of(String address, Class<E> fact) {
        return new Topic<>(address, fact);
    }
}
