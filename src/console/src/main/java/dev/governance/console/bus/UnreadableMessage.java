package dev.governance.console.bus;

/** Bytes of another node that are no message of this version. */
final class UnreadableMessage extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableMessage(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
