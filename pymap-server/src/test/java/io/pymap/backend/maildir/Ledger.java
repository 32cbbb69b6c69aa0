package io.pymap.backend.maildir;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What writers have been promised of mailboxes that many write to at once. Each message has a token of its own. */
final class Ledger {

    /** A message in a mailbox. */
    record Place(String mailbox, long uid) {}

    /**
     * A message as a server tells of it.
     *
     * @param flags in upper case, without {@code \Recent}
     */
    record Told(String token, Set<String> flags) {}

    private record Delivery(String mailbox, Instant at) {}

    private record OwnKeyword(Place place, String keyword) {}

    private record Visit(String mailbox, String token) {}

    private final Map<Place, String> came = new ConcurrentHashMap<>();
    private final Map<Place, String> maybeGone = new ConcurrentHashMap<>();
    private final Set<Place> gone = ConcurrentHashMap.newKeySet();
    private final Map<String, Delivery> deliveries = new ConcurrentHashMap<>();
    private final Map<OwnKeyword, Boolean> keywords = new ConcurrentHashMap<>();
    private final Set<Visit> visits = ConcurrentHashMap.newKeySet();

    /** A server has given the message this UID. */
    void came(Place place, String token) {
        visits.add(new Visit(place.mailbox, token));
        String other = came.put(place, token);
        if (other != null) {
            throw new AssertionError(place + " was given to " + other + " and to " + token);
        }
    }

    /** A file with this token lies in {@code new}. */
    void delivered(String mailbox, String token) {
        visits.add(new Visit(mailbox, token));
        deliveries.put(token, new Delivery(mailbox, Instant.now()));
    }

    /** Whether no message with this token has ever been in the mailbox; from now on one has, as whoever asks brings it. */
    boolean visitsFirst(String mailbox, String token) {
        return visits.add(new Visit(mailbox, token));
    }

    /** To be said before a server is asked to remove a message. */
    void goes(Place place, String token) {
        maybeGone.put(place, token);
    }

    /** A server has acknowledged that. */
    void went(Place place) {
        gone.add(place);
    }

    /** A server has acknowledged a keyword that nobody else gives or takes. */
    void tagged(Place place, String keyword, boolean set) {
        keywords.put(new OwnKeyword(place, keyword), set);
    }

    Optional<String> token(Place place) {
        return Optional.ofNullable(came.get(place));
    }

    int messages() {
        return came.size() + deliveries.size();
    }

    int removed() {
        return gone.size();
    }

    /** What is wrong with all messages that are told, once nobody writes any more. */
    List<String> complaints(Map<Place, Told> messages) {
        List<String> complaints = new ArrayList<>();
        came.forEach((place, token) -> {
            Optional<Told> told = Optional.ofNullable(messages.get(place));
            if (!maybeGone.containsKey(place)
                    && told.filter(one -> one.token.equals(token)).isEmpty()) {
                complaints.add("lost: " + token + " at " + place + ", where there is " + told);
            }
        });
        gone.forEach(place -> {
            if (messages.containsKey(place)) {
                complaints.add("back: " + maybeGone.get(place) + " at " + place);
            }
        });
        keywords.forEach((own, set) -> {
            Optional<Told> told = Optional.ofNullable(messages.get(own.place));
            if (told.isPresent() && told.get().flags.contains(own.keyword) != set) {
                complaints.add(own.place + " has " + told.get().flags + ", and " + own.keyword + " should be " + set);
            }
        });
        complaints.addAll(complaintsOfDeliveries(messages));
        return complaints;
    }

    /** Nobody was told the UIDs of these: all messages that nobody was told of must be they, each once. */
    private List<String> complaintsOfDeliveries(Map<Place, Told> messages) {
        Map<Place, String> places = new HashMap<>(maybeGone);
        messages.forEach((place, told) -> places.put(place, told.token));
        places.keySet().removeAll(came.keySet());
        Map<String, List<Place>> found = new HashMap<>();
        places.forEach((place, token) ->
                found.computeIfAbsent(token, ignored -> new ArrayList<>()).add(place));
        List<String> complaints = new ArrayList<>();
        found.forEach((token, all) -> {
            Delivery delivery = deliveries.get(token);
            if (delivery == null || all.size() > 1 || !all.get(0).mailbox.equals(delivery.mailbox)) {
                complaints.add("too many: " + token + " at " + all + ", " + delivery);
            }
        });
        Set<String> lost = new TreeSet<>(deliveries.keySet());
        lost.removeAll(found.keySet());
        lost.forEach(token -> complaints.add("lost: " + token + ", " + deliveries.get(token)));
        return complaints;
    }

    /** When what lies in this mailbox by itself was delivered there, by token. */
    SortedMap<String, Instant> deliveriesTo(String mailbox) {
        SortedMap<String, Instant> times = new TreeMap<>();
        deliveries.forEach((token, delivery) -> {
            if (delivery.mailbox.equals(mailbox) && !maybeGone.containsValue(token)) {
                times.put(token, delivery.at);
            }
        });
        return times;
    }

    /** How long after its delivery each of these was seen. */
    List<Duration> delays(String mailbox, Map<String, Instant> seen) {
        List<Duration> delays = new ArrayList<>();
        deliveriesTo(mailbox).forEach((token, at) -> {
            Instant when = seen.get(token);
            if (when != null) {
                delays.add(Duration.between(at, when));
            }
        });
        return delays;
    }
}
