package io.pymap.transcript;

import io.pymap.transcript.Script.Spoken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads a script. Client's lines go the way of what clients send, so that literals and answers are what they are there. */
final class ScriptReader {

    private static final Pattern TAGGED = Pattern.compile("[^*+ ]\\S* (?:OK|NO|BAD)(?: .*)?");
    private static final Moment NEVER = new Moment(Instant.EPOCH, Instant.EPOCH);

    private final List<String> comments = new ArrayList<>();
    private final List<List<Spoken>> connections = new ArrayList<>();
    private ScriptWriter writer = new ScriptWriter();
    private LineSplitter splitter = new LineSplitter("");
    private ExchangeReader exchanges = reader();
    private boolean begun;

    Script read(String text) {
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("# connection")) {
                next();
                begun = true;
            } else if (line.startsWith("#") && !begun) {
                comments.add(line);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                begun = true;
                spoken(line, number);
            }
        }
        next();
        return new Script(comments, connections);
    }

    private void next() {
        if (!writer.spoken().isEmpty()) {
            connections.add(writer.spoken());
        }
        writer = new ScriptWriter();
        splitter = new LineSplitter("");
        exchanges = reader();
    }

    private ExchangeReader reader() {
        return new ExchangeReader(said -> {
            if (said.kind() != Said.Kind.RESPONSE) { // those are taken line by line
                writer.add(said);
            }
        });
    }

    private void spoken(String line, int number) {
        if (!line.matches("[CS]:(?: .*)?")) {
            throw new IllegalArgumentException(
                    "Line " + number + " of the script: expected \"C: \" or \"S: \" and what "
                            + "client or server say, or a comment that begins with #");
        }
        String text = line.length() < 3 ? "" : line.substring(3);
        byte[] octets = (text + "\r\n").getBytes(StandardCharsets.UTF_8);
        if (line.startsWith("C")) {
            splitter.add(true, octets, NEVER).forEach(exchanges::read);
            return;
        }
        boolean asksForLiteral = text.startsWith("+") && exchanges.awaitsLiteral("");
        if (asksForLiteral || TAGGED.matcher(text).matches()) { // else a literal of the server would be counted
            splitter.add(false, octets, NEVER).forEach(said -> {
                if (said.fromClient()) {
                    exchanges.read(said);
                }
            });
        }
        if (!asksForLiteral) {
            exchanges.read(new Line("", false, false, false, false, octets, NEVER.at(), NEVER.realAt()));
            writer.add(new Said(Said.Kind.RESPONSE, "", text));
        }
    }
}
