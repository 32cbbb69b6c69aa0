package io.pymap.transcripts;

import io.pymap.transcripts.Step.Send.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One of the clients of a script: gives commands their tags, and knows which are not answered yet. */
final class ScriptClient {

    /** {@code <<octets>>}, with {@code ~} for a literal8 and {@code =} for a synchronizing one. */
    private static final Pattern LITERAL = Pattern.compile("<(~?)(=?)<(.*?)>>");

    private final Wire wire;
    private final ResponseReader responses;
    private final Queue<String> unanswered = new ArrayDeque<>();
    private int commands;

    ScriptClient(Wire wire) {
        this.wire = wire;
        this.responses = new ResponseReader(wire);
    }

    ResponseReader responses() {
        return responses;
    }

    Wire wire() {
        return wire;
    }

    /** The response without its tag where it is the tagged one that comes next. */
    Optional<String> tagged(String response) {
        String tag = unanswered.peek();
        if (response.startsWith("* BAD ") || tag == null || !response.startsWith(tag + " ")) {
            return Optional.empty();
        }
        return Optional.of(response.substring(tag.length() + 1));
    }

    void answered() {
        unanswered.poll();
    }

    /** The connection is closed: what is not answered by now never is. */
    void ended() {
        unanswered.clear();
    }

    Optional<String> firstUnanswered() {
        return Optional.ofNullable(unanswered.peek());
    }

    void send(Form form, String text) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        if (form == Form.COMMAND) {
            String tag = String.format("t%03d", ++commands); // of one length, for columns in answers
            unanswered.add(tag);
            octets.writeBytes(Octets.unescape(tag + " "));
        }
        Matcher literal = LITERAL.matcher(text);
        int at = 0;
        while (literal.find()) {
            byte[] content = Octets.unescapeLiteral(literal.group(3));
            boolean waits = !literal.group(2).isEmpty();
            octets.writeBytes(Octets.unescape(text.substring(at, literal.start())));
            octets.writeBytes(
                    Octets.unescape(literal.group(1) + "{" + content.length + (waits ? "}" : "+}") + "\\x0D\\x0A"));
            if (waits) {
                wire.send(octets.toByteArray());
                octets.reset();
                if (!mayGoOn()) {
                    return;
                }
            }
            octets.writeBytes(content);
            at = literal.end();
        }
        octets.writeBytes(Octets.unescape(text.substring(at) + (form == Form.OCTETS ? "" : "\\x0D\\x0A")));
        wire.send(octets.toByteArray());
    }

    /** Whether the server wants the literal; what it says else is kept for the script. */
    private boolean mayGoOn() throws IOException {
        Optional<String> answer = responses.next();
        if (answer.isEmpty() || answer.get().startsWith("+ ")) {
            return answer.isPresent();
        }
        responses.putBack(answer.get());
        return false;
    }
}
