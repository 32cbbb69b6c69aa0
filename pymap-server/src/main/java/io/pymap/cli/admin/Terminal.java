package io.pymap.cli.admin;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;

/** What the client has from outside. */
public record Terminal(Map<String, String> environment, InputStream in, PrintStream out, PrintStream err) {

    private static final int MOST_OCTETS = 4096;

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** Asks a person and does not show the answer; where there is none, takes the first line of standard input. */
    String password(String prompt) {
        @SuppressWarnings("SystemConsoleNull") // it is one until JDK 21, and isPerson sees to the others
        Console console = System.console();
        if (console != null && in == System.in && isPerson(console)) {
            char[] typed = console.readPassword("%s", prompt);
            return typed == null ? "" : new String(typed);
        }
        try {
            return firstLine(in);
        } catch (IOException e) {
            throw new UncheckedIOException("standard input cannot be read", e);
        }
    }

    /** From JDK 22 on there is a console also where standard input is a file. */
    private static boolean isPerson(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("Everybody may ask a console whether it is a terminal", e);
        }
    }

    static String firstLine(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0 && octet != '\n' && line.size() < MOST_OCTETS; octet = in.read()) {
            line.write(octet);
        }
        String text = line.toString(Charset.defaultCharset());
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** One line that says what went wrong. */
    int fail(String message) {
        err.println("pymap: error: " + message);
        return 1;
    }
}
