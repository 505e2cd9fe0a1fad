package dev.governance.console.audit.watch;

import dev.governance.chain.Mark;
import java.util.UUID;

/** What was once seen of a session. */
record SessionMark(UUID sessionId, Mark mark) {}
