package dev.governance.console.deploy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What console and SDK log of rights that they lack, also where nobody waits for the answer. */
final class DeniedLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.governance");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    DeniedLog() {
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false); // what the tests print is errors alone
        logger.addAppender(this);
        start();
    }

    @Override
    protected void append(ILoggingEvent line) {
        String cause = line.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(line.getThrowableProxy());
        String text = line.getFormattedMessage() + line.getKeyValuePairs() + cause;
        if (text.contains("permission denied") || text.contains("42501") || text.contains("not_permitted")) {
            lines.add(text);
        }
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setAdditive(true);
        logger.setLevel(null);
        stop();
    }
}
