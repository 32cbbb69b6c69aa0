package io.pymap.imap.extension.url;

import io.pymap.imap.command.Draft;
import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.AppendData;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Vocabulary;
import io.pymap.mailbox.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** CATENATE: a message made of literals and of parts of messages that are here already. RFC 4469. */
public final class Catenate implements Extension {

    private static final String NAME = "CATENATE";

    private static final int MAX_PARTS = 1_000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String source() {
        return "RFC 4469";
    }

    @Override
    public String summary() {
        return "Messages made of literals and of parts of other messages";
    }

    @Override
    public Map<String, AppendData.Parser> appendData() {
        return Map.of(NAME, Catenate::parse);
    }

    private static AppendData parse(ArgumentReader in, Vocabulary words) {
        List<Part> parts = new ArrayList<>();
        in.space().expect('(');
        do {
            if (parts.size() == MAX_PARTS) {
                throw in.expected("at most " + MAX_PARTS + " parts");
            }
            parts.add(part(in, words));
        } while (in.skip(' '));
        in.expect(')');
        return (session, most) -> joined(parts, session, most);
    }

    /** Beside URLs, what an extension knows in place of a literal, as {@code UTF8 (~{n})} of RFC 6855 4. */
    private static Part part(ArgumentReader in, Vocabulary words) {
        if (in.nextIsWord("URL")) {
            in.atom();
            String url = in.space().astring();
            if (url.isEmpty() || url.length() > ImapUrl.MAX_LENGTH) {
                throw in.expected("a URL of 1 to " + ImapUrl.MAX_LENGTH + " octets before this");
            }
            return (messages, session) -> ImapUrl.parse(url)
                    .flatMap(messages::content)
                    .orElseThrow(() -> new Refusal(badUrl(url), "The URL names no message or part here."));
        }
        boolean text = in.nextIsWord("TEXT");
        if (text) {
            in.atom();
            in.space();
        }
        if (in.nextIsLiteral() != text || in.nextIsWord(NAME)) {
            throw in.expected("TEXT and a literal, or URL");
        }
        AppendData data = Draft.data(in, words);
        return (messages, session) -> data.content(session, 0);
    }

    /** One of the parts that a message is made of. */
    @FunctionalInterface
    private interface Part {
        Content content(UrlMessages messages, Authenticated session);
    }

    private static Content joined(List<Part> parts, Authenticated session, long most) {
        UrlMessages messages = new UrlMessages(session);
        List<Content> contents = new ArrayList<>(parts.size());
        long size = 0;
        for (Part part : parts) {
            Content content = part.content(messages, session);
            size += content.size();
            if (size > most) { // RFC 4469 4.2, ahead of any copying
                throw new Refusal(ResponseCode.TOO_BIG, "The message would be too large.");
            }
            contents.add(content);
        }
        byte[] octets = new byte[(int) size];
        int at = 0;
        for (Content content : contents) {
            Content.InMemory piece = content.load();
            System.arraycopy(piece.array(), piece.offset(), octets, at, piece.length());
            at += piece.length();
        }
        return Content.of(octets);
    }

    /** RFC 4469 4.1, 5: as the client has it, but for what would end the code. */
    private static ResponseCode badUrl(String url) {
        StringBuilder text = new StringBuilder("BADURL ");
        url.codePoints().forEach(c -> text.append(c > ' ' && c < 0x7F && "]\"\\".indexOf(c) < 0 ? (char) c : '?'));
        return new ResponseCode(text.toString());
    }
}
