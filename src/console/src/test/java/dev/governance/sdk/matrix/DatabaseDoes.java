package dev.governance.sdk.matrix;

import java.time.Duration;

/** What the database does to an agent while somebody halts it. Those who halt reach it on another way. */
enum DatabaseDoes {
    RING("listens"),
    NOT_RING("LISTEN is cut silently") {
        @Override
        void before(AgentLine line) {
            line.unlisten();
        }
    },
    ANSWER_LATE("answers each time 1 s late") {
        @Override
        void before(AgentLine line) {
            line.delay(Duration.ofSeconds(1));
        }

        @Override
        boolean mayStayUnknown() {
            return true;
        }
    },
    ANSWER_NOTHING("swallows all, before the halt") {
        @Override
        void before(AgentLine line) {
            line.swallow();
        }

        @Override
        boolean mayStayUnknown() {
            return true;
        }
    },
    GO_BEFORE("is gone before the halt") {
        @Override
        void before(AgentLine line) {
            line.cut();
        }

        @Override
        boolean mayStayUnknown() {
            return true;
        }
    },
    GO_AFTER("is gone after the halt was read") {
        @Override
        void after(AgentLine line) {
            line.cut();
        }

        @Override
        boolean forgets() {
            return true;
        }
    };

    private final String words;

    DatabaseDoes(String words) {
        this.words = words;
    }

    /** Before the halt. */
    void before(AgentLine line) {}

    /** Once the halt is in force. */
    void after(AgentLine line) {}

    /** Whether the agent may only learn that nothing is known. */
    boolean mayStayUnknown() {
        return false;
    }

    /** Whether what was read grows too old to be acted on. */
    boolean forgets() {
        return false;
    }

    @Override
    public String toString() {
        return words;
    }
}
