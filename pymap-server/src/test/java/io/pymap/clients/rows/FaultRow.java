package io.pymap.clients.rows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * A row of docs/faults.md as clients meet it. A client survives it that reports an error or has the right data, in time, and
 * never has wrong data, and has not done harm.
 *
 * @param id as in docs/faults.md, with what it is about
 * @param operation that the client is asked for
 * @param security of the connection: {@code clear}, {@code starttls} or {@code tls}
 * @param patience what the client is told to have
 * @param deadline when it counts as hanging
 * @param without extensions that the server has not
 * @param wrong what goes wrong
 * @param meanwhile what the world does once a rule has {@linkplain Scene#begin begun} it
 * @param right whether the client may say that, given what it says where nothing is wrong
 * @param errorIsRight whether it may as well report an error
 * @param harm what is wrong with the mail then, or with what was sent, given that the client has reported success; empty for
 *     nothing
 */
record FaultRow(
        String id,
        String operation,
        String security,
        Duration patience,
        Duration deadline,
        List<String> without,
        Consumer<Scene> wrong,
        Consumer<Scene> meanwhile,
        BiPredicate<String, String> right,
        boolean errorIsRight,
        Harmful harm) {

    /** @see FaultRow#harm */
    interface Harmful {
        Optional<String> of(Scene scene, boolean success);
    }

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(400);
    private static final Duration MEDIUM = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofSeconds(4);
    private static final Duration LATE = Duration.ofSeconds(30);

    /** The same data as without faults, or an error. */
    static FaultRow row(String id, String operation, Consumer<Scene> wrong) {
        return new FaultRow(
                id,
                operation,
                "clear",
                LONG,
                LATE,
                List.of(),
                wrong,
                scene -> {},
                (told, usual) -> told.equals(usual),
                true,
                (scene, success) -> Optional.empty());
    }

    /** With a time-out that has to come. */
    FaultRow impatient() {
        return new FaultRow(id, operation, security, SHORT, SOON, without, wrong, meanwhile, right, errorIsRight, harm);
    }

    boolean isImpatient() {
        return patience.equals(SHORT);
    }

    /** With a time-out that comes, though not soon. */
    FaultRow patiently() {
        return new FaultRow(
                id, operation, security, MEDIUM, LATE, without, wrong, meanwhile, right, errorIsRight, harm);
    }

    FaultRow over(String other) {
        return new FaultRow(
                id, operation, other, patience, deadline, without, wrong, meanwhile, right, errorIsRight, harm);
    }

    FaultRow without(String... extensions) {
        return new FaultRow(
                id,
                operation,
                security,
                patience,
                deadline,
                List.of(extensions),
                wrong,
                meanwhile,
                right,
                errorIsRight,
                harm);
    }

    FaultRow meanwhile(Consumer<Scene> world) {
        return new FaultRow(
                id, operation, security, patience, deadline, without, wrong, world, right, errorIsRight, harm);
    }

    /** No error: what comes is within the rules, or concerns another message. */
    FaultRow mustWork() {
        return new FaultRow(id, operation, security, patience, deadline, without, wrong, meanwhile, right, false, harm);
    }

    /** Nothing but an error. */
    FaultRow mustFail() {
        return right((told, usual) -> false);
    }

    FaultRow right(BiPredicate<String, String> judge) {
        return new FaultRow(
                id, operation, security, patience, deadline, without, wrong, meanwhile, judge, errorIsRight, harm);
    }

    /** What matches this. */
    FaultRow right(String regex) {
        return right((told, usual) -> told.matches(regex));
    }

    /** Some of the usual lines, but for those that the fault is about. */
    FaultRow someOf() {
        return right((told, usual) -> told.isEmpty() || lines(usual).containsAll(lines(told)));
    }

    /** The usual lines from the second on, whatever becomes of the first. */
    FaultRow allButTheFirst() {
        return right((told, usual) ->
                lines(told).containsAll(lines(usual).subList(1, lines(usual).size())));
    }

    private static List<String> lines(String told) {
        return new ArrayList<>(List.of(told.split(";", -1)));
    }

    FaultRow harmless(Harmful judge) {
        return new FaultRow(
                id, operation, security, patience, deadline, without, wrong, meanwhile, right, errorIsRight, judge);
    }
}
