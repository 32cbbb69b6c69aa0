package io.pymap.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.joran.spi.JoranException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** Sets up logback: warnings to standard error, unless a file says otherwise. */
final class Logging {

    private Logging() {}

    /**
     * Replaces whatever logback has found by itself.
     *
     * @param file logback's own XML
     * @param debug logs the steps of our own code
     */
    static void configure(Optional<Path> file, boolean debug) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return; // some other logging that has its own ways
        }
        context.reset();
        if (file.isPresent()) {
            configure(context, file.get());
        } else {
            toStandardError(context);
        }
        if (debug) {
            context.getLogger("io.pymap").setLevel(Level.DEBUG);
        }
    }

    private static void configure(LoggerContext context, Path file) {
        if (!Files.isReadable(file)) {
            throw new UsageException("--logging-cfg " + file + ": no such file");
        }
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(file.toFile());
        } catch (JoranException e) {
            throw new UsageException("--logging-cfg " + file + ": expected a logback configuration in XML");
        }
    }

    private static void toStandardError(LoggerContext context) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%d %-5level %logger{0}: %msg%n");
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        // It warns that there are two ways to open sockets and that it has chosen the better one.
        context.getLogger("io.lettuce.core.resource.Transports").setLevel(Level.ERROR);
    }
}
