package io.pymap.transcripts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client knows of a mailbox that believes every untagged response, and nothing else. */
public final class BelievingClient {

    private static final Pattern NUMBERED = Pattern.compile("\\* (\\d+) (EXPUNGE|EXISTS|RECENT|FETCH)(?: \\((.*)\\))?");
    private static final Pattern UID = Pattern.compile("(?:^| )UID (\\d+)");
    private static final Pattern FLAGS = Pattern.compile("(?:^| )FLAGS \\(([^)]*)\\)");
    private static final Pattern LITERAL = Pattern.compile("<<.*?>>");

    private final List<Known> messages = new ArrayList<>();

    /** A message; 0 for a UID, and nothing for flags, that it has not been told. */
    private static final class Known {
        private long uid;
        private Optional<Set<String>> flags = Optional.empty();
    }

    /**
     * Believes one response.
     *
     * @throws AssertionError where it contradicts what the client knows
     */
    public void hear(String response, boolean numbersInUse) {
        Matcher parts = NUMBERED.matcher(LITERAL.matcher(response).replaceAll("<<>>"));
        if (!parts.matches()) {
            return;
        }
        int number = Integer.parseInt(parts.group(1));
        switch (parts.group(2)) {
            case "EXPUNGE" -> {
                require(!numbersInUse, "EXPUNGE while numbers are in use");
                require(number >= 1 && number <= messages.size(), "EXPUNGE " + number + " of " + messages.size());
                messages.remove(number - 1);
            }
            case "EXISTS" -> {
                require(number >= messages.size(), "EXISTS " + number + " after " + messages.size());
                while (messages.size() < number) {
                    messages.add(new Known());
                }
            }
            case "FETCH" -> fetched(number, parts.group(3));
            default -> {}
        }
    }

    private void fetched(int number, String items) {
        require(number >= 1 && number <= messages.size(), "FETCH " + number + " of " + messages.size());
        Known message = messages.get(number - 1);
        Matcher uid = UID.matcher(items);
        if (uid.find()) {
            long told = Long.parseLong(uid.group(1));
            require(
                    message.uid == 0 || message.uid == told,
                    "message " + number + " has UID " + message.uid + " to the client and " + told + " to the server");
            message.uid = told;
        }
        Matcher flags = FLAGS.matcher(items);
        if (flags.find()) {
            message.flags = Optional.of(
                    flags.group(1).isEmpty()
                            ? new TreeSet<>()
                            : new TreeSet<>(List.of(flags.group(1).split(" "))));
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    public int size() {
        return messages.size();
    }

    /** The UID of the message with that number, 0 where it is not known. */
    public long uid(int number) {
        return messages.get(number - 1).uid;
    }

    public boolean knowsFlags(int number) {
        return messages.get(number - 1).flags.isPresent();
    }

    public Set<String> flags(int number) {
        return messages.get(number - 1).flags.orElseThrow(() -> new AssertionError("no flags told of " + number));
    }

    /** Assumes what its silent STORE has done. */
    public void assume(int number, String flag, boolean set) {
        messages.get(number - 1).flags.ifPresent(flags -> {
            if (set) {
                flags.add(flag);
            } else {
                flags.remove(flag);
            }
        });
    }
}
