package io.pymap.transcript;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes exchanges of lines that hold no secrets. Untagged lines belong to the oldest command that has no answer. */
final class ExchangeReader {

    /** A literal up to this many octets reads as a quoted string. */
    private static final int SHORT_LITERAL = 1000;

    private static final Pattern COMMAND = Pattern.compile("(\\S+) ((?:UID )?\\S+) ?(.*)", Pattern.DOTALL);
    private static final Pattern STATUS =
            Pattern.compile("(\\S+) (OK|NO|BAD)(?: (?:\\[([^\\]]*)])?.*)?", Pattern.DOTALL);
    private static final Pattern UNTAGGED_REFUSAL = Pattern.compile("\\A\\* (?:BAD|BYE)");
    private static final Pattern LITERAL = Pattern.compile("~?\\{\\d+\\+?}\\z");

    /** Commands whose client goes on talking without a new tag. */
    private static final Set<String> CONVERSATIONS = Set.of("AUTHENTICATE", "IDLE");

    private final Consumer<Said> listener;
    private final List<Draft> drafts = new ArrayList<>();
    private final Map<String, Talk> talks = new HashMap<>();

    /** One connection. */
    private static final class Talk {
        private final StringBuilder command = new StringBuilder();
        private final StringBuilder response = new StringBuilder();
        private final List<Draft> open = new ArrayList<>();
        private @Nullable Line last; // of the client; null before it has said something
    }

    /** An exchange that is being put together. */
    private static final class Draft {
        private final String connection;
        private final String tag;
        private final String command;
        private final String arguments;
        private final boolean secure;
        private final Instant at;
        private final List<String> answers = new ArrayList<>();
        private final List<String> untagged = new ArrayList<>();
        private String status = "";
        private String code = "";

        private Draft(Line line, String tag, String command, String arguments) {
            this.connection = line.connection();
            this.tag = tag;
            this.command = command;
            this.arguments = arguments;
            this.secure = line.secure();
            this.at = line.at();
        }

        private Exchange exchange() {
            return new Exchange(connection, tag, command, arguments, answers, untagged, status, code, secure, at);
        }
    }

    ExchangeReader() {
        this(said -> {});
    }

    /** @param listener told of everything whole that somebody says */
    ExchangeReader(Consumer<Said> listener) {
        this.listener = listener;
    }

    void read(Line line) {
        Talk talk = talks.computeIfAbsent(line.connection(), id -> new Talk());
        if (line.fromClient()) {
            command(talk, line);
        } else {
            response(talk, line);
        }
    }

    /** Whether the client has announced a literal that has not come. */
    boolean awaitsLiteral(String connection) {
        Talk talk = talks.get(connection);
        return talk != null && !talk.command.isEmpty();
    }

    List<Exchange> exchanges() {
        return drafts.stream().map(Draft::exchange).toList();
    }

    private void command(Talk talk, Line line) {
        talk.last = line;
        if (line.literal()) {
            Matcher announcement = LITERAL.matcher(talk.command);
            if (isShortText(line.octets()) && announcement.find()) {
                talk.command.setLength(announcement.start());
                talk.command
                        .append('"')
                        .append(line.text().replaceAll("([\"\\\\])", "\\\\$1"))
                        .append('"');
            }
            return;
        }
        talk.command.append(line.text());
        if (LITERAL.matcher(line.text()).find()) {
            return;
        }
        endCommand(talk, line);
    }

    private void endCommand(Talk talk, Line line) {
        String whole = talk.command.toString();
        talk.command.setLength(0);
        if (!talk.open.isEmpty() && CONVERSATIONS.contains(talk.open.get(talk.open.size() - 1).command)) {
            talk.open.get(talk.open.size() - 1).answers.add(whole);
            listener.accept(new Said(Said.Kind.ANSWER, "", whole));
            return;
        }
        Matcher words = COMMAND.matcher(whole);
        if (!words.matches()) {
            listener.accept(new Said(Said.Kind.ANSWER, "", whole));
        } else {
            listener.accept(new Said(Said.Kind.COMMAND, words.group(1), whole.substring(words.end(1) + 1)));
            Draft draft = new Draft(line, words.group(1), words.group(2).toUpperCase(Locale.ROOT), words.group(3));
            drafts.add(draft);
            talk.open.add(draft);
        }
    }

    /** Whether the client will not send what its command announces. RFC 9051 4.3. */
    private static boolean refusesLiteral(Talk talk, String response) {
        String command = talk.command.toString();
        return !command.isEmpty()
                && (response.startsWith(command.split(" ", 2)[0] + " ")
                        || UNTAGGED_REFUSAL.matcher(response).find());
    }

    private static boolean isShortText(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        return octets.length <= SHORT_LITERAL && text.chars().noneMatch(c -> c < ' ');
    }

    private void response(Talk talk, Line line) {
        talk.response.append(line.literal() ? PrintedOctets.text(line.octets()) : line.text());
        if (line.literal() || LITERAL.matcher(line.text()).find()) {
            talk.response.append(line.literal() ? "" : "\r\n");
            return;
        }
        String whole = talk.response.toString();
        talk.response.setLength(0);
        if (talk.last != null && refusesLiteral(talk, whole)) {
            endCommand(talk, talk.last);
        }
        if (!whole.startsWith("+") || talk.command.isEmpty()) {
            listener.accept(new Said(Said.Kind.RESPONSE, "", whole));
        }
        if (talk.open.isEmpty()) {
            return;
        }
        Matcher status = STATUS.matcher(whole);
        if (!status.matches() || status.group(1).equals("*")) {
            talk.open.get(0).untagged.add(whole);
            return;
        }
        talk.open.stream()
                .filter(draft -> draft.tag.equals(status.group(1)))
                .findFirst()
                .ifPresent(draft -> {
                    draft.status = status.group(2);
                    draft.code = status.group(3) == null ? "" : status.group(3);
                    talk.open.remove(draft);
                });
    }
}
