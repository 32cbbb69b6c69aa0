package io.pymap.imap.extension;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.syntax.Frame.Literal;
import io.pymap.imap.syntax.SyntaxException;
import io.pymap.imap.vocabulary.AppendData;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Mailbox;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** UTF8=ACCEPT: UTF-8 in quoted strings, mailbox names and headers, once enabled. RFC 6855. */
public final class Utf8Accept implements Extension {

    private static final String NAME = "UTF8=ACCEPT";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String source() {
        return "RFC 6855";
    }

    @Override
    public Set<String> needs() {
        return Set.of("ENABLE");
    }

    @Override
    public String summary() {
        return "UTF-8 in mailbox names, quoted strings and headers, once enabled";
    }

    /** RFC 6855 6: never both. */
    @Override
    public List<String> capabilities(SessionState session) {
        boolean told = session instanceof Authenticated && !session.connection().offers("UTF8=ONLY");
        return told ? List.of(NAME) : List.of();
    }

    @Override
    public Set<String> features() {
        return Set.of(NAME);
    }

    /** {@code UTF8 (~{n}...)}. RFC 6855 4. */
    @Override
    public Map<String, AppendData.Parser> appendData() {
        return Map.of("UTF8", Utf8Accept::utf8Literal);
    }

    private static AppendData utf8Literal(ArgumentReader in, Vocabulary words) {
        in.space().expect('(');
        Literal literal = in.literal();
        if (!literal.binary()) {
            throw in.expected("a literal8 before this");
        }
        in.expect(')');
        return (session, most) -> {
            if (!session.connection().utf8()) {
                throw new SyntaxException("Expected ENABLE UTF8=ACCEPT before this.");
            }
            return literal.content();
        };
    }

    /** RFC 6855 4: who has not enabled UTF-8 does not append headers with it. */
    @Override
    public void checkAppended(Content message, Mailbox target, Authenticated session) {
        if (!session.connection().utf8() && hasEightBitHeader(message.load())) {
            throw new Refusal(
                    ResponseCode.CANNOT, "The header has 8-bit characters; that takes ENABLE UTF8=ACCEPT before.");
        }
    }

    private static boolean hasEightBitHeader(Content.InMemory message) {
        boolean lineIsEmpty = true;
        for (int i = message.offset(); i < message.offset() + message.length(); i++) {
            byte octet = message.array()[i];
            if (octet < 0) {
                return true;
            }
            if (octet == '\n') {
                if (lineIsEmpty) {
                    return false;
                }
                lineIsEmpty = true;
            } else if (octet != '\r') {
                lineIsEmpty = false;
            }
        }
        return false;
    }
}
