package dev.governance.sdk;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** All that the SDK logs until it is closed, down to DEBUG. */
final class SdkLog extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    private final Logger logger = (Logger) LoggerFactory.getLogger("dev.governance.sdk");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    SdkLog() {
        logger.setLevel(Level.DEBUG);
        logger.addAppender(this);
        start();
    }

    @Override
    protected void append(ILoggingEvent line) {
        String cause = line.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(line.getThrowableProxy());
        lines.add(line.getLevel() + " " + line.getFormattedMessage() + " " + line.getKeyValuePairs() + " " + cause);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(null);
        stop();
    }
}
