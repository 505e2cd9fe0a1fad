package dev.governance.sdk.matrix;

/** Who halts, and in which manner. */
enum HaltedBy {
    CONSOLE("console, HTTP") {
        @Override
        void halt(Halters halters, String agentId) {
            halters.overHttp(agentId);
        }
    },
    COMMAND("command line") {
        @Override
        void halt(Halters halters, String agentId) {
            halters.onTheCommandLine(agentId);
        }
    },
    OPERATOR("Java SDK, Operator") {
        @Override
        void halt(Halters halters, String agentId) {
            halters.withTheJavaSdk(agentId);
        }
    },
    PYTHON("Python 0.7.3, its console's own code") {
        @Override
        void halt(Halters halters, String agentId) {
            halters.withPython(agentId);
        }
    },
    KILLED_KEYS("marker of 0.5.4, _killed_*") {
        @Override
        void halt(Halters halters, String agentId) {
            halters.withSql(
                    agentId,
                    "status = 'unresponsive', metadata_json = coalesce(metadata_json, '{}')"
                            + " || '{\"_killed_by\": \"operator\", \"_killed_at\": \"2026-04-15T12:00:00.120000+00:00\","
                            + " \"_kill_reason\": \"spends too much\"}'");
        }
    },
    HALTED_KEYS("marker of 0.6.2 and 0.7.3, _halted_*") {
        @Override
        void halt(Halters halters, String agentId) {
            halters.withSql(
                    agentId,
                    "status = 'unresponsive', metadata_json = coalesce(metadata_json, '{}')"
                            + " || '{\"_halted_by\": \"operator\", \"_halted_at\": \"2026-04-15T12:00:00.120000+00:00\","
                            + " \"_halt_reason\": \"spends too much\"}'");
        }
    },
    COLUMNS("columns only, unreleased sources") {
        @Override
        void halt(Halters halters, String agentId) {
            halters.withSql(agentId, "halted_by = 'operator', halted_at = now(), halt_reason = 'spends too much'");
        }
    };

    private final String words;

    HaltedBy(String words) {
        this.words = words;
    }

    /** Halts the agent as {@link Halters#NAME}, and returns once that is done. */
    abstract void halt(Halters halters, String agentId);

    @Override
    public String toString() {
        return words;
    }
}
