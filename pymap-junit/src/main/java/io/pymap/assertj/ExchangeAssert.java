package io.pymap.assertj;

import io.pymap.transcript.Exchange;
import java.util.regex.Pattern;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ListAssert;

/** Assertions on a command and its answer. */
public class ExchangeAssert extends AbstractObjectAssert<ExchangeAssert, Exchange> {

    public ExchangeAssert(Exchange actual) {
        super(actual, ExchangeAssert.class);
    }

    /** The server did it. */
    public ExchangeAssert isOk() {
        return hasStatus("OK");
    }

    /** The server understood the command and did not do it. */
    public ExchangeAssert isNo() {
        return hasStatus("NO");
    }

    /** The server did not understand the command. */
    public ExchangeAssert isBad() {
        return hasStatus("BAD");
    }

    private ExchangeAssert hasStatus(String status) {
        isNotNull();
        if (!actual.status().equals(status)) {
            throw failureWithActualExpected(
                    actual.status(), status, "%s", "Expected " + status + " as the answer to  " + shown());
        }
        return this;
    }

    /** The answer has this code, such as {@code READ-ONLY} or {@code APPENDUID 38505 3955}, in any case (RFC 9051 7.1). */
    public ExchangeAssert hasCode(String code) {
        isNotNull();
        if (!actual.code().equalsIgnoreCase(code)) {
            throw failureWithActualExpected(
                    actual.code(), code, "%s", "Expected the code [" + code + "] in the answer to  " + shown());
        }
        return this;
    }

    /** One of the lines ahead of the tagged one is so, in any case, with {@code *} for anything behind the first one. */
    public ExchangeAssert hasUntagged(String pattern) {
        isNotNull();
        // The star that every untagged line begins with stands for itself.
        String begin = pattern.startsWith("* ") ? "* " : "";
        String rest = Pattern.quote(pattern.substring(begin.length())).replace("*", "\\E.*\\Q");
        String exact = "(?si)" + Pattern.quote(begin) + rest;
        if (actual.untagged().stream().noneMatch(line -> line.matches(exact))) {
            throw failure("%s", "Expected the line  " + pattern + "  in the answer to  " + shown());
        }
        return this;
    }

    /** The arguments, with strings written in any form, in any case. */
    public ExchangeAssert hasArguments(String arguments) {
        isNotNull();
        Exchange wanted = withArguments(arguments);
        if (!String.join(" ", actual.words()).equalsIgnoreCase(String.join(" ", wanted.words()))) {
            throw failureWithActualExpected(
                    actual.arguments(), arguments, "%s", "Expected the arguments  " + arguments + "  in  " + shown());
        }
        return this;
    }

    private Exchange withArguments(String arguments) {
        return new Exchange(
                actual.connection(),
                actual.tag(),
                actual.command(),
                arguments,
                actual.answers(),
                actual.untagged(),
                actual.status(),
                actual.code(),
                actual.secure(),
                actual.at());
    }

    /** The lines ahead of the tagged one. */
    public ListAssert<String> untagged() {
        isNotNull();
        return Assertions.assertThat(actual.untagged()).as("untagged lines of %s", actual.line());
    }

    private String shown() {
        StringBuilder out = new StringBuilder(actual.line());
        actual.untagged().forEach(line -> out.append("\n  ").append(line));
        out.append("\n  ").append(actual.completed() ? actual.status() : "no answer yet");
        return out.append(actual.code().isEmpty() ? "" : " [" + actual.code() + "]")
                .toString();
    }
}
