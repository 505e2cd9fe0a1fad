package dev.governance.console.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.governance.console.testing.Contracts;
import dev.governance.console.testing.Samples;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Records between nodes. */
class RecordCodecTest {
    private final RecordCodec codec = new RecordCodec();

    static Stream<Class<?>> messages() {
        return Contracts.messages().stream();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void everyMessageArrivesAsItWasSent(Class<?> type) {
        assertThat(sent((Record) Samples.of(type, false))).isEqualTo(Samples.of(type, false));
        assertThat(sent((Record) Samples.of(type, true))).isEqualTo(Samples.of(type, true));
    }

    @Test
    void theSameRecordTravelsOnThisNode() {
        Record message = (Record) Samples.of(Contracts.messages().get(0), false);

        assertThat(codec.transform(message)).isSameAs(message);
    }

    @Test
    void foreignClassesAreNotBuilt() {
        Buffer buffer = Buffer.buffer();
        byte[] type = "java.util.ArrayList".getBytes(StandardCharsets.UTF_8);
        buffer.appendInt(type.length).appendBytes(type).appendInt(1).appendByte((byte) 0xA0);

        assertThatThrownBy(() -> codec.decodeFromWire(0, buffer)).hasMessageContaining("not a record of this console");
    }

    @Test
    void aClassThatIsNoRecordIsNotBuilt() {
        Buffer buffer = Buffer.buffer();
        byte[] type = "dev.governance.console.bus.Bus".getBytes(StandardCharsets.UTF_8);
        buffer.appendInt(type.length).appendBytes(type).appendInt(1).appendByte((byte) 0xA0);

        assertThatThrownBy(() -> codec.decodeFromWire(0, buffer)).isInstanceOf(RuntimeException.class);
    }

    private Record sent(Record message) {
        Buffer buffer = Buffer.buffer("before");
        int position = buffer.length();
        codec.encodeToWire(buffer, message);
        return codec.decodeFromWire(position, buffer.appendString("after"));
    }
}
