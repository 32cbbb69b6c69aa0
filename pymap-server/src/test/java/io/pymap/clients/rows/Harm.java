package io.pymap.clients.rows;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What a client may have done to the mail, or to its user. */
final class Harm {

    private Harm() {}

    private static Optional<String> unless(boolean well, String what) {
        return well ? Optional.empty() : Optional.of(what);
    }

    static Optional<String> passwordInClear(Scene scene, boolean success) {
        return unless(!scene.passwordInClear(), "the password has come in clear");
    }

    /** The second message was to be moved, or copied, to Archive. */
    static Optional<String> lost(Scene scene, boolean success) {
        List<String> here = scene.inInbox();
        return unless(here.contains("one") && here.contains("three"), "others are gone")
                .or(() -> lostOfAll(scene, success));
    }

    /** That message, or all of them, were to be moved, or copied, to Archive. */
    static Optional<String> lostOfAll(Scene scene, boolean success) {
        List<String> there = scene.inArchive();
        List<String> anywhere = new ArrayList<>(scene.inInbox());
        anywhere.addAll(there);
        return unless(anywhere.containsAll(List.of("one", "two", "three")), "messages are gone")
                .or(() -> unless(new HashSet<>(there).size() == there.size(), "something is there twice"))
                .or(() -> unless(!success || there.contains("two"), "nothing was copied"));
    }

    /** A message was to be appended, and has not been. */
    static Optional<String> stored(Scene scene, boolean success) {
        return unless(scene.inInbox().size() == 3, "something has been stored");
    }

    /** A message was to be appended. */
    static Optional<String> storedTwice(Scene scene, boolean success) {
        long times = scene.inInbox().stream().filter("four"::equals).count();
        return unless(times == 1 || (times == 0 && !success), "stored " + times + " times");
    }

    static Optional<String> otherName(Scene scene, boolean success) {
        return unless(!success || scene.hasMailbox("Gr\u00fc\u00dfe"), "the mailbox has another name");
    }

    /** The second message was to be flagged. */
    static Optional<String> flaggedAnother(Scene scene, boolean success) {
        List<String> flagged = scene.flagged();
        return unless(flagged.equals(List.of("two")) || (flagged.isEmpty() && !success), "flagged are " + flagged);
    }
}
