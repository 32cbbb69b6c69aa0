package io.pymap.imap.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The command is well formed but cannot be done: it ends in NO. An answer and not a fault, hence without a stack trace. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient @Nullable ResponseCode code; // null where RFC 5530 has none that fits

    public Refusal(String text) {
        super(text, null, false, false);
        this.code = null;
    }

    public Refusal(ResponseCode code, String text) {
        super(text, null, false, false);
        this.code = code;
    }

    public Optional<ResponseCode> code() {
        return Optional.ofNullable(code);
    }

    public String text() {
        String text = getMessage();
        return text == null ? "" : text;
    }
}
