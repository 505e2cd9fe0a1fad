package dev.governance.sdk.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventStreamTest {
    private final List<StreamEnd> ends = new ArrayList<>();

    private EventStream reading(InputStream source) {
        return new EventStream(source, () -> {}) {
            @Override
            boolean isForHost(byte[] event, boolean last) {
                if (last) {
                    ended(unfinished());
                }
                return true;
            }

            @Override
            void ended(StreamEnd how) {
                ends.add(how);
            }
        };
    }

    /** A connection that somebody reads while it is closed, and who learns of it before the closer goes on. */
    private final class ReadMeanwhile extends InputStream {
        private final boolean breaks;
        private final EventStream reader = reading(this);
        private boolean closed;

        ReadMeanwhile(boolean breaks) {
            this.breaks = breaks;
        }

        @Override
        public int read() throws IOException {
            if (breaks || !closed) {
                throw new IOException("closed");
            }
            return -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return read();
        }

        @Override
        public void close() throws IOException {
            closed = true;
            if (breaks) {
                assertThatThrownBy(reader::read).isInstanceOf(IOException.class);
            } else {
                assertThat(reader.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void aReadThatBreaksBecauseTheHostClosedIsNoFailure() throws Exception {
        new ReadMeanwhile(true).reader.close();

        assertThat(ends).startsWith(StreamEnd.CLOSED);
    }

    @Test
    void aReadThatEndsBecauseTheHostClosedIsNoFailure() throws Exception {
        new ReadMeanwhile(false).reader.close();

        assertThat(ends).startsWith(StreamEnd.CLOSED);
    }

    @Test
    void aReadThatBreaksByItselfIsAFailureHoweverItIsClosedAfterwards() throws Exception {
        EventStream stream = new ReadMeanwhile(true).reader;

        assertThatThrownBy(stream::read).isInstanceOf(IOException.class);
        stream.close();

        assertThat(ends).startsWith(StreamEnd.FAILED);
    }

    @Test
    void aSourceThatEndsByItselfBeforeTheAnswerDoesIsAFailure() throws Exception {
        assertThat(reading(new ByteArrayInputStream(new byte[0])).read()).isEqualTo(-1);

        assertThat(ends).containsExactly(StreamEnd.FAILED);
    }
}
