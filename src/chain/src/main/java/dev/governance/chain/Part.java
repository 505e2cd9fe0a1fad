package dev.governance.chain;

import org.jspecify.annotations.Nullable;

/** The parts of an audit row that can be changed one by one. Their order is that of the record and never changes. */
public enum Part {
    SESSION("Its session"),
    AGENT("Its agent"),
    KIND("Its kind"),
    METADATA("Metadata"),
    MODEL("Its model"),
    INPUT_HASH("Its input hash"),
    OUTPUT_HASH("Its output hash"),
    PARENT("Its parent"),
    LINK("Its link to the event before"),
    TIME("Its time"),
    SEQUENCE("Its sequence number"),
    HMAC("Its HMAC");

    private final String words;

    Part(String words) {
        this.words = words;
    }

    /** As the subject of a sentence. */
    String words() {
        return words;
    }

    @Nullable
    String of(ChainRow row) {
        ChainEvent event = row.event();
        return switch (this) {
            case SESSION -> event.sessionId().toString();
            case AGENT -> event.agentId();
            case KIND -> event.kind();
            case METADATA -> metadata(event.metadataJson());
            case MODEL -> event.model();
            case INPUT_HASH -> event.inputHash();
            case OUTPUT_HASH -> event.outputHash();
            case PARENT ->
                event.parentEventId() == null ? null : event.parentEventId().toString();
            case LINK -> event.prevHash();
            case TIME -> Timestamps.iso(event.createdAt());
            case SEQUENCE -> Long.toString(row.chainSeq());
            case HMAC -> row.hmacValue();
        };
    }

    /** In the form that is signed, so that it is the same however PostgreSQL prints it; what is no JSON stays as it is. */
    private static String metadata(String json) {
        try {
            return CanonicalJson.canonical(json);
        } catch (IllegalArgumentException e) {
            return json;
        }
    }
}
