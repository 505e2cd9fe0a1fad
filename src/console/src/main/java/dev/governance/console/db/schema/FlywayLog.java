package dev.governance.console.db.schema;

import org.flywaydb.core.api.logging.Log;
import org.flywaydb.core.api.logging.LogCreator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Flyway says, for whoever debugs it: the steps are told by {@link Step}, and a table that was in use is no error
 * but the reason for another try.
 */
public final class FlywayLog implements LogCreator {
    @Override
    public Log createLogger(Class<?> origin) {
        return new Debug(LoggerFactory.getLogger(origin));
    }

    private record Debug(Logger logger) implements Log {
        @Override
        public void debug(String message) {
            logger.trace(message);
        }

        @Override
        public void info(String message) {
            logger.debug(message);
        }

        @Override
        public void warn(String message) {
            logger.debug(message);
        }

        @Override
        public void error(String message) {
            logger.debug(message);
        }

        @Override
        public void error(String message, Exception failure) {
            logger.debug(message, failure);
        }

        @Override
        public void notice(String message) {
            logger.debug(message);
        }
    }
}
