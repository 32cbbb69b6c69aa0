package io.pymap.transcript;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a client has to know of its session: by what it has sent, and by what the server has told. */
final class ClientSession {

    /** RFC 9051 3. */
    enum Phase {
        NOT_AUTHENTICATED,
        AUTHENTICATED,
        SELECTED,
        LOGOUT
    }

    private static final Pattern TAGGED =
            Pattern.compile("(\\S+) (OK|NO|BAD)(?: (?:\\[([^\\]]*)])?.*)?", Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
    private static final Pattern COUNT = Pattern.compile("\\* (\\d{1,10}) (EXISTS|EXPUNGE)", Pattern.CASE_INSENSITIVE);
    private static final Pattern VANISHED = Pattern.compile("\\* VANISHED ([\\d:,]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern VALIDITY =
            Pattern.compile("\\* OK \\[UIDVALIDITY (\\d+)].*", Pattern.CASE_INSENSITIVE);
    private static final Pattern MAILBOX_ID =
            Pattern.compile("\\* OK \\[MAILBOXID \\(([^)]+)\\)].*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENABLED = Pattern.compile("\\* ENABLED (.+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern FETCHED_UID =
            Pattern.compile("\\* \\d+ FETCH \\((?:.* )?UID (\\d+).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern FOUND =
            Pattern.compile("\\* (?:SEARCH|SORT|ESEARCH .*\\bUID .*\\bALL) ([\\d:, ]+).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern ADDED_UIDS =
            Pattern.compile(".*\\[(?:APPENDUID \\d+|COPYUID \\d+ [\\d:,]+) ([\\d:,]+)].*", Pattern.CASE_INSENSITIVE);

    private final List<SentCommand> inFlight = new ArrayList<>();
    private final Set<String> enabled = new HashSet<>();
    private final Map<String, String> validities = new HashMap<>(); // UIDVALIDITY of mailboxes, as it was told last
    private final Map<String, String> validitiesById; // the same by MAILBOXID, also from earlier connections
    private final List<NumberSet> uidsSinceChange = new ArrayList<>();
    private Phase phase = Phase.NOT_AUTHENTICATED;
    private OptionalLong messages = OptionalLong.empty();
    private boolean readOnly;
    private String validity = ""; // as SELECT has told
    private Optional<String> mailboxId = Optional.empty(); // of the mailbox that is being selected, where it is told
    private Optional<String> replaced = Optional.empty(); // UIDVALIDITY that the selected mailbox had before

    /** @param known UIDVALIDITY by MAILBOXID (RFC 8474 4.1), as the client has been told on earlier connections */
    ClientSession(Map<String, String> known) {
        validitiesById = new HashMap<>(known);
    }

    /** As {@code known} of the next connection. */
    Map<String, String> validities() {
        return Map.copyOf(validitiesById);
    }

    void sent(SentCommand command) {
        inFlight.add(command);
    }

    /** Commands that have no answer yet, in order. */
    List<SentCommand> inFlight() {
        return inFlight;
    }

    /** Those of them that are about the mailbox that is selected when they are done. */
    List<SentCommand> inFlightInMailbox() {
        for (int i = inFlight.size() - 1; i >= 0; i--) {
            if (selects(inFlight.get(i))) {
                return inFlight.subList(i + 1, inFlight.size());
            }
        }
        return inFlight;
    }

    boolean isInFlight(String name) {
        return inFlight.stream().anyMatch(command -> command.name().equals(name));
    }

    /** The state that commands under way lead to, if all of them succeed. */
    Phase phaseAhead() {
        Phase ahead = phase;
        for (SentCommand command : inFlight) {
            ahead = after(command, ahead);
        }
        return ahead;
    }

    private static Phase after(SentCommand command, Phase before) {
        return switch (command.name()) {
            case "LOGIN", "AUTHENTICATE", "CLOSE", "UNSELECT" -> Phase.AUTHENTICATED;
            case "SELECT", "EXAMINE" -> Phase.SELECTED;
            case "UNAUTHENTICATE" -> Phase.NOT_AUTHENTICATED;
            case "LOGOUT" -> Phase.LOGOUT;
            default -> before;
        };
    }

    private static boolean selects(SentCommand command) {
        return command.name().equals("SELECT") || command.name().equals("EXAMINE");
    }

    /** Whether reading can mark messages as read. */
    boolean mayChangeFlags() {
        return inFlight.stream()
                .filter(ClientSession::selects)
                .reduce((earlier, later) -> later)
                .map(selecting -> selecting.name().equals("SELECT"))
                .orElse(!readOnly);
    }

    /** How many messages the client knows of; nothing while that may change with commands under way. */
    OptionalLong messages() {
        return inFlight.isEmpty() && phase == Phase.SELECTED ? messages : OptionalLong.empty();
    }

    /** Whether the feature is on, or has been asked for. */
    boolean isEnabled(String feature) {
        return enabled.contains(feature)
                || inFlight.stream()
                        .anyMatch(command -> command.name().equals("ENABLE")
                                && command.words().stream().anyMatch(feature::equalsIgnoreCase));
    }

    /** The UIDVALIDITY that the selected mailbox had when it was selected before, where it has another one now. */
    Optional<String> replacedValidity() {
        return inFlight.stream().anyMatch(ClientSession::selects) ? Optional.empty() : replaced;
    }

    /** Whether the server has told of that UID since the UIDVALIDITY is another one. */
    boolean hasToldOf(long uid) {
        return uidsSinceChange.stream().anyMatch(set -> set.has(uid));
    }

    /** Something whole that the server says. True where sequence numbers are other ones after it. */
    boolean heard(String response) {
        if (replaced.isPresent()) {
            noteUids(response);
        }
        Matcher tagged = TAGGED.matcher(response);
        if (tagged.matches()) {
            if (!tagged.group(1).equals("*")) {
                completed(tagged);
            } else if (tagged.group(2).equalsIgnoreCase("BAD")) {
                inFlight.clear(); // some command will get no answer, and nobody knows which
            } else {
                noteValidity(response);
            }
            return false;
        }
        if (response.regionMatches(true, 0, "* PREAUTH", 0, 9)) {
            phase = Phase.AUTHENTICATED;
        }
        Matcher features = ENABLED.matcher(response);
        if (features.matches()) {
            enabled.addAll(List.of(features.group(1).toUpperCase(Locale.ROOT).split(" ")));
        }
        return count(response);
    }

    private boolean count(String response) {
        Matcher counted = COUNT.matcher(response);
        if (counted.matches() && counted.group(2).equalsIgnoreCase("EXISTS")) {
            messages = OptionalLong.of(Long.parseLong(counted.group(1)));
            return false;
        }
        Matcher vanished = VANISHED.matcher(response);
        long gone = counted.matches()
                ? 1
                : vanished.matches() ? NumberSet.parse(vanished.group(1)).count() : 0;
        if (gone > 0 && messages.isPresent()) {
            messages = OptionalLong.of(Math.max(0, messages.getAsLong() - gone));
        }
        return gone > 0;
    }

    private void noteValidity(String response) {
        Matcher told = VALIDITY.matcher(response);
        if (told.matches()) {
            validity = told.group(1);
        }
        Matcher id = MAILBOX_ID.matcher(response);
        if (id.matches()) {
            mailboxId = Optional.of(id.group(1));
        }
    }

    private void noteUids(String response) {
        for (Pattern pattern : List.of(FETCHED_UID, FOUND, ADDED_UIDS)) {
            Matcher told = pattern.matcher(response);
            if (told.matches()) {
                uidsSinceChange.add(NumberSet.parse(told.group(1).strip().replace(' ', ',')));
            }
        }
    }

    private void completed(Matcher tagged) {
        Optional<SentCommand> found = inFlight.stream()
                .filter(command -> command.tag().equals(tagged.group(1)))
                .findFirst();
        if (found.isEmpty()) {
            return;
        }
        SentCommand command = found.get();
        inFlight.remove(command);
        boolean ok = tagged.group(2).equalsIgnoreCase("OK");
        if (ok) {
            phase = after(command, phase);
        }
        if (selects(command) && ok) {
            selected(command, String.valueOf(tagged.group(3)));
        } else if (selects(command) && tagged.group(2).equalsIgnoreCase("NO") && phase == Phase.SELECTED) {
            phase = Phase.AUTHENTICATED; // RFC 9051 6.3.2
        }
    }

    private void selected(SentCommand command, String code) {
        readOnly = command.name().equals("EXAMINE") || code.equalsIgnoreCase("READ-ONLY");
        String mailbox = command.argument(1).equals("INBOX") || command.words().size() < 2
                ? command.argument(1)
                : command.words().get(1);
        String onceById = mailboxId.map(id -> validitiesById.put(id, validity)).orElse(null);
        mailboxId = Optional.empty();
        String before = validities.put(mailbox, validity);
        replaced = Optional.ofNullable(before)
                .or(() -> Optional.ofNullable(onceById))
                .filter(earlier -> !earlier.equals(validity));
        uidsSinceChange.clear();
    }
}
