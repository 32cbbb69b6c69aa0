package io.pymap.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What all rules that act on one answer do to it. Where two rules cannot both have their way, the one that was made first
 * has. Of the event loop of its connection.
 */
final class Plan {

    private final List<Part<Pause>> pauses = new ArrayList<>();
    private final List<Part<String>> before = new ArrayList<>();
    private final List<Part<String>> after = new ArrayList<>();
    private final List<Part<UnaryOperator<String>>> rewrites = new ArrayList<>();
    private final List<Part<UnaryOperator<String>>> literals = new ArrayList<>();
    private Optional<Part<List<String>>> instead = Optional.empty();
    private Optional<Part<Cut>> cut = Optional.empty();
    private Optional<Part<Fault>> ending = Optional.empty();
    private Optional<Part<Pace>> pace = Optional.empty();
    private Optional<Part<Integer>> onlyFirst = Optional.empty();
    private Optional<Firing> defers = Optional.empty();
    private Optional<Firing> taggedFirst = Optional.empty();
    private Optional<Firing> noContinuation = Optional.empty();
    private Optional<Firing> withoutFlush = Optional.empty();
    private final boolean empty;

    /** What one rule wants. */
    record Part<T>(Firing firing, T value) {}

    /** Behind so many octets. */
    record Cut(long octets, Fault fault) {}

    Plan(List<Firing> firings) {
        firings.forEach(firing -> firing.planFor(this));
        empty = firings.isEmpty();
    }

    /** Whether these lines are what stands for the answer. */
    boolean replace(Firing firing, List<String> lines) {
        boolean first = instead.isEmpty();
        if (first) {
            instead = Optional.of(new Part<>(firing, lines));
        }
        return first;
    }

    /** At the end of the answer. */
    void strike(Firing firing, Fault fault) {
        ending = ending.or(() -> Optional.of(new Part<>(firing, fault)));
    }

    void cut(Firing firing, long octets, Fault fault) {
        cut = cut.or(() -> Optional.of(new Part<>(firing, new Cut(octets, fault))));
    }

    void before(Firing firing, List<String> lines) {
        lines.forEach(line -> before.add(new Part<>(firing, line)));
    }

    void after(Firing firing, List<String> lines) {
        lines.forEach(line -> after.add(new Part<>(firing, line)));
    }

    void rewrite(Firing firing, UnaryOperator<String> change) {
        rewrites.add(new Part<>(firing, change));
    }

    /** Of the client's literals. */
    void literals(Firing firing, UnaryOperator<String> change) {
        literals.add(new Part<>(firing, change));
    }

    void pace(Firing firing, Pace wanted) {
        pace = pace.or(() -> Optional.of(new Part<>(firing, wanted)));
    }

    /** Of the messages that the command names. */
    void onlyFirst(Firing firing, int messages) {
        onlyFirst = onlyFirst.or(() -> Optional.of(new Part<>(firing, messages)));
    }

    void wait(Firing firing, Pause pause) {
        pauses.add(new Part<>(firing, pause));
    }

    void defer(Firing firing) {
        defers = defers.or(() -> Optional.of(firing));
    }

    void taggedFirst(Firing firing) {
        taggedFirst = taggedFirst.or(() -> Optional.of(firing));
    }

    void noContinuation(Firing firing) {
        noContinuation = noContinuation.or(() -> Optional.of(firing));
    }

    void withoutFlush(Firing firing) {
        withoutFlush = withoutFlush.or(() -> Optional.of(firing));
    }

    boolean isEmpty() {
        return empty;
    }

    List<Part<Pause>> pauses() {
        return pauses;
    }

    List<Part<String>> before() {
        return before;
    }

    List<Part<String>> after() {
        return after;
    }

    List<Part<UnaryOperator<String>>> rewrites() {
        return rewrites;
    }

    List<Part<UnaryOperator<String>>> literals() {
        return literals;
    }

    Optional<Part<List<String>>> instead() {
        return instead;
    }

    Optional<Part<Cut>> cut() {
        return cut;
    }

    Optional<Part<Fault>> ending() {
        return ending;
    }

    Optional<Part<Pace>> pace() {
        return pace;
    }

    Optional<Part<Integer>> onlyFirst() {
        return onlyFirst;
    }

    Optional<Firing> defers() {
        return defers;
    }

    Optional<Firing> taggedFirst() {
        return taggedFirst;
    }

    Optional<Firing> noContinuation() {
        return noContinuation;
    }

    Optional<Firing> withoutFlush() {
        return withoutFlush;
    }
}
