package io.pymap.fault;

import io.pymap.fault.Plan.Cut;
import io.pymap.fault.Plan.Part;
import io.pymap.transport.HookedConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One answer, as the client gets it. Responses are text with one char for each octet. Of the connection's event loop. */
final class Answer {

    /** What a response is to the command that it answers. */
    enum Role {
        UNTAGGED,
        CONTINUATION,
        /** With which the command is answered. */
        LAST
    }

    private static final Pattern TRAILING_NUMBER = Pattern.compile("\\d{1,8}\\z");

    private final Plan plan;
    private final String tag;
    private final Surroundings surroundings;
    private final List<String> owed; // untagged responses of an earlier answer
    private final List<String> withheld = new ArrayList<>();
    private long sent;
    private boolean begun;
    private boolean paused; // a gap belongs ahead of the next octets
    private boolean ended;

    /**
     * What an answer acts on.
     *
     * @param deferred takes the untagged responses that are to come with the next answer
     * @param striker ends the connection
     * @param paced whether pieces may go out later than they are written
     */
    record Surroundings(
            HookedConnection connection, Outflow out, List<String> deferred, Striker striker, boolean paced) {}

    /** Ends a connection in one way or another. */
    interface Striker {
        /** From now on nothing that the session says goes out. The fault comes behind what has been sent. */
        void strike(Part<Fault> part);
    }

    /** @param owed goes out first, and is not kept by this */
    Answer(Plan plan, String tag, List<String> owed, Surroundings surroundings) {
        this.plan = plan;
        this.tag = tag;
        this.owed = List.copyOf(owed);
        this.surroundings = surroundings;
    }

    /** Whether it is anything but what the session says. */
    boolean isChanged() {
        return !plan.isEmpty() || !owed.isEmpty();
    }

    /** Something else stands for it. */
    boolean isReplaced() {
        return plan.instead().isPresent();
    }

    /** Sends what stands for the answer. */
    void sendReplacement() {
        Part<List<String>> instead = plan.instead().orElseThrow();
        begin();
        instead.firing().struck(surroundings.connection());
        instead.value().forEach(line -> send(completed(line)));
        end();
    }

    /** The session has said that. */
    void response(String octets, Role role) {
        if (role == Role.CONTINUATION && plan.noContinuation().isPresent()) {
            struck(plan.noContinuation().get());
            return;
        }
        if (isReplaced()) {
            if (role == Role.LAST) {
                sendReplacement();
            } else if (role == Role.CONTINUATION) { // so that the client comes as far as the rule wants it
                send(octets);
            }
            return;
        }
        String changed = rewritten(octets);
        begin();
        if (role == Role.UNTAGGED && plan.defers().isPresent()) {
            struck(plan.defers().get());
            surroundings.deferred().add(changed);
        } else if (role == Role.UNTAGGED && plan.taggedFirst().isPresent()) {
            struck(plan.taggedFirst().get());
            withheld.add(changed);
        } else {
            send(changed);
        }
        if (role == Role.LAST) {
            end();
        }
    }

    private String rewritten(String octets) {
        String changed = octets;
        for (Part<UnaryOperator<String>> rewrite : plan.rewrites()) {
            String next = rewrite.value().apply(changed);
            if (!next.equals(changed)) {
                struck(rewrite.firing());
            }
            changed = next;
        }
        return changed;
    }

    /** Sends what comes ahead of everything else. */
    void begin() {
        if (!begun) {
            begun = true;
            owed.forEach(this::send);
            sendLines(plan.before());
        }
    }

    /** Sends what comes behind everything else. */
    void end() {
        plan.withoutFlush().filter(firing -> surroundings.paced()).ifPresent(this::struck);
        withheld.forEach(this::send);
        sendLines(plan.after());
        if (!ended && plan.ending().isPresent()) {
            ended = true;
            surroundings.striker().strike(plan.ending().get());
        }
    }

    private void sendLines(List<Part<String>> lines) {
        for (Part<String> line : lines) {
            struck(line.firing());
            send(completed(line.value()));
        }
    }

    private String completed(String line) {
        return line.replace("{tag}", tag).replace("{next-tag}", nextTag()) + "\r\n";
    }

    /** What clients that count their commands take for the next one. */
    private String nextTag() {
        Matcher number = TRAILING_NUMBER.matcher(tag);
        if (!number.find()) {
            return tag;
        }
        String next = Integer.toString(Integer.parseInt(number.group()) + 1);
        int zeros = Math.max(0, number.group().length() - next.length());
        return tag.substring(0, number.start()) + "0".repeat(zeros) + next;
    }

    private void send(String octets) {
        if (ended) {
            return;
        }
        Optional<Part<Cut>> cut = plan.cut();
        if (cut.isPresent() && sent + octets.length() >= cut.get().value().octets()) {
            int room = (int) (cut.get().value().octets() - sent);
            sendPieces(octets.substring(0, room));
            ended = true;
            surroundings
                    .striker()
                    .strike(new Part<>(cut.get().firing(), cut.get().value().fault()));
            return;
        }
        sendPieces(octets);
    }

    private void sendPieces(String octets) {
        if (plan.pace().isEmpty() || !surroundings.paced()) {
            surroundings.out().send(octets, Duration.ZERO);
            sent += octets.length();
            return;
        }
        struck(plan.pace().get().firing());
        Pace pace = plan.pace().get().value();
        int from = 0;
        while (from < octets.length()) {
            int length = Math.min(octets.length() - from, pace.piece(sent));
            boolean whole = length == pace.piece(sent);
            surroundings.out().send(octets.substring(from, from + length), paused ? pace.gap() : Duration.ZERO);
            paused = whole;
            sent += length;
            from += length;
        }
    }

    private void struck(Firing firing) {
        firing.struck(surroundings.connection());
    }
}
