package io.pymap.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client of one server, on one connection: one command at a time, to its tagged answer. */
public final class Client implements Closeable {

    private static final Pattern LITERAL = Pattern.compile("~?\\{(\\d+)(\\+?)}\r\n");
    private static final Pattern RESPONSE_LITERAL = Pattern.compile("\\{(\\d+)}\r\n$");
    private static final int PATIENCE_SECONDS = 20;

    private final Server.Link link;
    private final ScheduledExecutorService watchdog;
    private final Belief belief = new Belief();
    private int commands;
    private boolean ended;

    public Client(Server server, ScheduledExecutorService watchdog) throws IOException {
        this.link = server.connect();
        this.watchdog = watchdog;
        response(); // the greeting
    }

    Belief belief() {
        return belief;
    }

    public boolean hasEnded() {
        return ended;
    }

    /**
     * Sends a command and reads its answer.
     *
     * @param text octets, with literals as on the wire; {@code DONE} ends an IDLE
     */
    public Answer run(String text) throws IOException {
        Future<?> bite = watchdog.schedule(
                () -> {
                    link.end().close();
                    return null;
                },
                PATIENCE_SECONDS,
                TimeUnit.SECONDS);
        try {
            Answer answer = exchange(text);
            belief.hear(text, answer);
            return answer;
        } finally {
            bite.cancel(false);
        }
    }

    private Answer exchange(String text) throws IOException {
        Conversation conversation = new Conversation();
        boolean done = text.equals("DONE");
        String tag = "a" + (done ? commands : ++commands);
        String octets = (done ? "" : tag + " ") + text + "\r\n";
        boolean idle = Command.of(text).name().equals("IDLE");
        Matcher literal = LITERAL.matcher(octets);
        int at = 0;
        int searchFrom = 0;
        while (literal.find(searchFrom)) {
            searchFrom = literal.end() + Integer.parseInt(literal.group(1));
            if (literal.group(2).isEmpty()) {
                conversation.send(octets.substring(at, literal.end()));
                at = literal.end();
                Optional<Answer> refused = conversation.hear(tag, true);
                if (refused.isPresent()) {
                    return refused.get();
                }
            }
        }
        conversation.send(octets.substring(at));
        Optional<Answer> answer = conversation.hear(tag, idle);
        return answer.orElseGet(() -> conversation.answer("+", ""));
    }

    /** One command under way. */
    private final class Conversation {
        private final List<Response> responses = new ArrayList<>();
        private final List<String> dialogue = new ArrayList<>();

        void send(String octets) {
            dialogue.add("C: " + octets);
            try {
                link.out().write(octets.getBytes(ISO_8859_1));
                link.out().flush();
            } catch (IOException e) {
                ended = true; // reading says what there was before
            }
        }

        /** Reads up to the tagged response; or, where the server may ask for more, up to that: nothing then. */
        Optional<Answer> hear(String tag, boolean mayAsk) throws IOException {
            while (true) {
                Optional<Response> next = response();
                if (next.isEmpty()) {
                    ended = true;
                    return Optional.of(answer("closed", ""));
                }
                Response response = next.get();
                dialogue.add("S: " + response.octets());
                if (response.tag().equals("+")) {
                    if (mayAsk) {
                        return Optional.empty();
                    }
                } else if (response.tag().equals(tag)) {
                    return Optional.of(answer(response.kind(), response.code()));
                } else {
                    responses.add(response);
                }
            }
        }

        Answer answer(String outcome, String code) {
            return new Answer(outcome, code, List.copyOf(responses), List.copyOf(dialogue));
        }
    }

    private Optional<Response> response() throws IOException {
        StringBuilder octets = new StringBuilder();
        while (true) {
            Optional<String> line = line();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            octets.append(line.get());
            Matcher literal = RESPONSE_LITERAL.matcher(octets);
            if (!literal.find()) {
                return Optional.of(Response.parse(octets.toString()));
            }
            int size = Integer.parseInt(literal.group(1));
            byte[] content = link.in().readNBytes(size);
            octets.append(new String(content, ISO_8859_1));
        }
    }

    /** With its CRLF; nothing at the end of the connection. */
    private Optional<String> line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int octet;
            while ((octet = link.in().read()) >= 0) {
                line.write(octet);
                if (octet == '\n') {
                    return Optional.of(line.toString(ISO_8859_1));
                }
            }
        } catch (IOException e) {
            return Optional.empty(); // closed by the watchdog, or reset
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        ended = true;
        link.end().close();
    }
}
