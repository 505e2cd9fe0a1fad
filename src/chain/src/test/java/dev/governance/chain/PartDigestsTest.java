package dev.governance.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartDigestsTest {
    private static final UUID EVENT = UUID.fromString("0d9f7c1e-5b1a-4c02-9a51-0000000000e1");
    private static final UUID SESSION = UUID.fromString("0d9f7c1e-5b1a-4c02-9a51-000000000051");

    private static final String MODIFIED = "The event was modified after signing.";

    @Test
    void anUntouchedRowWasAlreadyLikeThis() {
        assertThat(PartDigests.of(new Fields().row()).sentence(new Fields().row(), MODIFIED))
                .isEqualTo("The event was modified after signing."
                        + " It was like this already when the console first saw it.");
    }

    @ParameterizedTest
    @CsvSource({
        "session, Its session was modified after signing.",
        "agent, Its agent was modified after signing.",
        "kind, Its kind was modified after signing.",
        "metadata, Metadata was modified after signing.",
        "model, Its model was modified after signing.",
        "input, Its input hash was modified after signing.",
        "output, Its output hash was modified after signing.",
        "parent, Its parent was modified after signing.",
        "link, Its link to the event before was modified after signing.",
        "time, Its time was modified after signing.",
        "seq, Its sequence number was modified after signing.",
        "hmac, The HMAC was replaced."
    })
    void eachPartIsNamed(String part, String sentence) {
        PartDigests seen = PartDigests.of(new Fields().row());

        assertThat(seen.sentence(new Fields().change(part).row(), MODIFIED)).isEqualTo(sentence);
    }

    @Test
    void severalPartsAreNamedTogether() {
        PartDigests seen = PartDigests.of(new Fields().row());

        assertThat(seen.sentence(
                        new Fields()
                                .change("agent")
                                .change("time")
                                .change("hmac")
                                .row(),
                        MODIFIED))
                .isEqualTo("Its agent, its time and its HMAC were modified after signing.");
        assertThat(seen.sentence(new Fields().change("kind").change("model").row(), MODIFIED))
                .isEqualTo("Its kind and its model were modified after signing.");
    }

    @Test
    void anotherSpellingOfTheSameMetadataIsNoChange() {
        PartDigests seen = PartDigests.of(new Fields().row());

        assertThat(seen.changed(
                        new Fields().metadata("{ \"b\": 1,\"a\":[true]}").row()))
                .isEmpty();
    }

    @Test
    void absentIsNotEmpty() {
        PartDigests seen = PartDigests.of(new Fields().model(null).row());

        assertThat(seen.changed(new Fields().model("").row())).containsExactly(Part.MODEL);
    }

    /** SHA-256 of the id, the part's name, 1 or 0 for absent, and the text: what is stored must be read for ever. */
    @Test
    void aStoredRecordKeepsItsForm() {
        String present = PartDigests.of(new Fields().row()).hex();
        String absent = PartDigests.of(new Fields().model(null).row()).hex();

        assertThat(present.substring(16, 32)).isEqualTo("77898e6f89a1fff1");
        assertThat(present.substring(64, 80)).isEqualTo("6021867e8ce723f9");
        assertThat(absent.substring(64, 80)).isEqualTo("d8a50643384094c7");
        assertThat(PartDigests.read(present)).map(PartDigests::hex).contains(present);
        assertThat(PartDigests.read(present + "0")).isEmpty();
        assertThat(PartDigests.read(null)).isEmpty();
    }

    @Test
    void theAgentOfAnEventIsToldByItsRecord() {
        PartDigests seen = PartDigests.of(new Fields().row());

        assertThat(seen.had(EVENT, Part.AGENT, "billing-agent")).isTrue();
        assertThat(seen.had(EVENT, Part.AGENT, "billing-agent2")).isFalse();
        assertThat(seen.had(new UUID(0, 1), Part.AGENT, "billing-agent")).isFalse();
        assertThat(seen.had(EVENT, Part.AGENT, "tool.call")).isFalse();
    }

    @Test
    void metadataThatIsNoJsonIsNamedToo() {
        PartDigests seen = PartDigests.of(new Fields().row());

        assertThat(seen.changed(new Fields().metadata("{").row())).containsExactly(Part.METADATA);
    }

    @Test
    void equalTextsOfTwoEventsHaveTwoDigests() {
        String one = PartDigests.of(new Fields().row()).hex();
        String other = PartDigests.of(new Fields().event(new UUID(0, 1)).row()).hex();

        assertThat(one.substring(0, 16)).isNotEqualTo(other.substring(0, 16));
    }

    @Test
    void aRecordOfAnotherLengthIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PartDigests("00"))
                .withMessageContaining("192 digits, not 2");
    }

    /** A row of which single parts are changed. */
    private static final class Fields {
        private UUID event = EVENT;
        private UUID session = SESSION;
        private String agent = "billing-agent";
        private @Nullable UUID parent = new UUID(0, 7);
        private String kind = "tool.call";
        private @Nullable String model = "model-1";
        private String input = "aa";
        private String output = "bb";
        private String metadata = "{\"a\": [true], \"b\": 1}";
        private String link = "c".repeat(64);
        private Instant time = Instant.parse("2026-04-15T12:00:00.120Z");
        private long seq = 42;
        private String hmac = "d".repeat(64);

        Fields event(UUID other) {
            event = other;
            return this;
        }

        Fields model(@Nullable String other) {
            model = other;
            return this;
        }

        Fields metadata(String other) {
            metadata = other;
            return this;
        }

        Fields change(String part) {
            UnaryOperator<String> longer = text -> text + "0";
            switch (part) {
                case "session" -> session = new UUID(0, 9);
                case "agent" -> agent = longer.apply(agent);
                case "kind" -> kind = longer.apply(kind);
                case "metadata" -> metadata = "{}";
                case "model" -> model = null;
                case "input" -> input = longer.apply(input);
                case "output" -> output = longer.apply(output);
                case "parent" -> parent = null;
                case "link" -> link = longer.apply(link);
                case "time" -> time = time.plusNanos(1_000);
                case "seq" -> seq++;
                case "hmac" -> hmac = longer.apply(hmac);
                default -> throw new IllegalArgumentException(part);
            }
            return this;
        }

        ChainRow row() {
            return new ChainRow(
                    seq,
                    new ChainEvent(event, session, agent, parent, kind, model, input, output, metadata, link, time),
                    hmac,
                    null);
        }
    }
}
