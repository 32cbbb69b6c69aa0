package io.pymap.profile;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.ResponseCode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many connections a user may have at a time.
 *
 * @param most at least 1
 * @param answer what the next one is told behind NO when it logs in: a text, with a response code in brackets in front of it
 *     if there is one
 */
public record ConnectionLimit(int most, String answer) {

    private static final Pattern WITH_CODE = Pattern.compile("\\[([^\\[\\]]+)] (.+)");

    public ConnectionLimit {
        if (most < 1) {
            throw new IllegalArgumentException("A user may have at least one connection, not " + most);
        }
        if (!answer.matches("[ -~]+")) {
            throw new IllegalArgumentException("Expected an answer in printable ASCII, got " + answer);
        }
    }

    /** With an answer as RFC 5530 has it. */
    public ConnectionLimit(int most) {
        this(most, "[LIMIT] Too many connections of this user.");
    }

    Refusal refusal() {
        Matcher code = WITH_CODE.matcher(answer);
        return code.matches() ? new Refusal(new ResponseCode(code.group(1)), code.group(2)) : new Refusal(answer);
    }
}
