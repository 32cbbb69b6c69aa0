package io.pymap.differential;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a client that believes every response knows of its mailbox.
 *
 * <p>Messages have labels. Their UIDs, once {@link #label} gave them; before, negative numbers in the order in which they
 * came, so that two clients that were told the same have the same labels.
 */
final class Belief {

    private final List<Long> messages = new ArrayList<>();
    private final Map<Long, Set<String>> flags = new HashMap<>();
    private final List<String> nonsense = new ArrayList<>();
    private boolean selected;
    private boolean readOnly;
    private boolean idling;
    private boolean tellsModSeq;
    private boolean tellsVanished;
    private long arrivals;
    private String modSeq = "1";
    private String uidValidity = "1";

    boolean isSelected() {
        return selected;
    }

    boolean isReadOnly() {
        return readOnly;
    }

    boolean isIdling() {
        return idling;
    }

    boolean tellsModSeq() {
        return tellsModSeq;
    }

    boolean tellsVanished() {
        return tellsVanished;
    }

    /** The HIGHESTMODSEQ that came with the mailbox when it was selected. */
    String modSeq() {
        return modSeq;
    }

    /** The UIDVALIDITY that came then. */
    String uidValidity() {
        return uidValidity;
    }

    List<Long> labels() {
        return List.copyOf(messages);
    }

    /** What cannot be, in the words of the responses. */
    List<String> nonsense() {
        return List.copyOf(nonsense);
    }

    Optional<Set<String>> flags(int sequenceNumber) {
        return Optional.ofNullable(flags.get(messages.get(sequenceNumber - 1)));
    }

    boolean knowsUids() {
        return messages.stream().allMatch(label -> label > 0);
    }

    /** Gives messages their UIDs as labels. */
    void label(List<Long> uids) {
        Map<Long, Set<String>> old = Map.copyOf(flags);
        flags.clear();
        for (int i = 0; i < uids.size(); i++) {
            Set<String> known = old.get(messages.get(i));
            messages.set(i, uids.get(i));
            if (known != null) {
                flags.put(uids.get(i), known);
            }
        }
    }

    void hear(String text, Answer answer) {
        String name = Command.of(text).name();
        boolean selects = name.equals("SELECT") || name.equals("EXAMINE");
        if (selects && !answer.outcome().equals("BAD")) {
            forget();
        }
        answer.responses().forEach(response -> hear(response, selects));
        if (text.toUpperCase(Locale.ROOT).contains(".SILENT")) {
            flags.clear(); // it would have to work them out
        }
        if (name.equals("IDLE")) {
            idling = answer.outcome().equals("+");
        } else if (name.equals("DONE")) {
            idling = false;
        } else if (selects && answer.isOk()) {
            selected = true;
            readOnly = answer.codeName().equals("READ-ONLY");
            answer.untaggedCode("HIGHESTMODSEQ").forEach(value -> modSeq = value);
            answer.untaggedCode("UIDVALIDITY").forEach(value -> uidValidity = value);
        } else if (answer.isOk() && (name.equals("CLOSE") || name.equals("UNSELECT"))) {
            forget();
        } else if (answer.isOk() && name.equals("ENABLE")) {
            List<String> enabled = answer.data("ENABLED")
                    .flatMap(response -> response.values().stream())
                    .map(Value::upperCase)
                    .toList();
            tellsVanished |= enabled.contains("QRESYNC");
            tellsModSeq |= tellsVanished || enabled.contains("CONDSTORE");
        }
    }

    private void forget() {
        selected = false;
        messages.clear();
        flags.clear();
        arrivals = 0;
    }

    private void hear(Response response, boolean selecting) {
        switch (response.kind()) {
            case "EXISTS" -> exists(response);
            case "EXPUNGE" -> {
                if (response.number() < 1 || response.number() > messages.size()) {
                    nonsense.add(response.octets());
                } else {
                    flags.remove(messages.remove((int) response.number() - 1));
                }
            }
            case "VANISHED" -> {
                if (response.values().size() == 1) {
                    List<Long> gone = Numbers.expand(response.values().get(0).text());
                    messages.removeAll(gone);
                    flags.keySet().removeAll(gone);
                }
            }
            case "FETCH" -> {
                if (response.number() < 1 || response.number() > messages.size()) {
                    nonsense.add(response.octets());
                } else {
                    Fetched.of(response)
                            .flags()
                            .ifPresent(told -> flags.put(messages.get((int) response.number() - 1), told));
                }
            }
            default -> {
                if (selecting
                        && response.kind().equals("OK")
                        && response.codeName().equals("CLOSED")) {
                    messages.clear();
                    flags.clear();
                }
            }
        }
    }

    private void exists(Response response) {
        if (response.number() < messages.size()) {
            nonsense.add(response.octets());
        }
        while (messages.size() < response.number()) {
            messages.add(--arrivals);
        }
    }

    /** Flags as they are compared: in one case and order, without {@code \Recent}, which only one session gets. */
    static Set<String> comparable(Value list) {
        return list instanceof Value.Items items
                ? items.values().stream()
                        .map(Value::upperCase)
                        .filter(flag -> !flag.equals("\\RECENT"))
                        .collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }
}
