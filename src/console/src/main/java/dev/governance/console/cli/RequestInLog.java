package dev.governance.console.cli;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.governance.console.server.Following;
import org.slf4j.event.KeyValuePair;

/** Adds to each line of the log which request it is about, and its trace; every line passes. */
public final class RequestInLog extends Filter<ILoggingEvent> {
    @Override
    public FilterReply decide(ILoggingEvent event) {
        if (event instanceof LoggingEvent line) {
            Following.pairs().forEach((name, value) -> line.addKeyValuePair(new KeyValuePair(name, value)));
        }
        return FilterReply.NEUTRAL;
    }
}
