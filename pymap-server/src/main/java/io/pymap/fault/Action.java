package io.pymap.fault;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a rule does. Immutable. */
sealed interface Action {

    /** Adds itself to what is planned for an answer. */
    void planFor(Plan plan, Firing firing);

    /** As rules have it when they are written as text. */
    String text();

    /** There is no connection. */
    record Refuse() implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            // nobody comes
        }

        @Override
        public String text() {
            return "refuse";
        }
    }

    /** Lines in place of an answer. The command is not run. */
    record Reply(List<String> lines) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.replace(firing, lines);
        }

        @Override
        public String text() {
            String only = lines.size() == 1 ? lines.get(0) : "";
            return only.startsWith("{tag} NO ")
                    ? "no " + Words.quoted(only.substring(9))
                    : only.startsWith("{tag} BAD ")
                            ? "bad " + Words.quoted(only.substring(10))
                            : "reply" + quoted(lines);
        }
    }

    /** A last line, in place of an answer, and the end. */
    record LastLine(String line) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            if (plan.replace(firing, List.of(line))) {
                plan.strike(firing, Fault.CLOSE);
            }
        }

        @Override
        public String text() {
            return line.startsWith("* BYE ")
                    ? "bye " + Words.quoted(line.substring(6))
                    : "tagged-bye " + Words.quoted(line.substring(10));
        }
    }

    /** In place of an answer. The command is not run. */
    record Fail(Fault fault) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            if (plan.replace(firing, List.of())) {
                plan.strike(firing, fault);
            }
        }

        @Override
        public String text() {
            return fault.word();
        }
    }

    /** In the middle of the answer. */
    record FailAfterOctets(long octets, Fault fault) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.cut(firing, octets, fault);
        }

        @Override
        public String text() {
            return fault.word() + " after " + octets;
        }
    }

    /** Behind the whole answer. */
    record FailAfterwards(Fault fault) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.strike(firing, fault);
        }

        @Override
        public String text() {
            return fault.word() + " afterwards";
        }
    }

    record Before(List<String> lines) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.before(firing, lines);
        }

        @Override
        public String text() {
            return "before" + quoted(lines);
        }
    }

    record After(List<String> lines) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.after(firing, lines);
        }

        @Override
        public String text() {
            return "after" + quoted(lines);
        }
    }

    /** Untagged responses wait for the next answer. */
    record Defer() implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.defer(firing);
        }

        @Override
        public String text() {
            return "defer";
        }
    }

    record TaggedFirst() implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.taggedFirst(firing);
        }

        @Override
        public String text() {
            return "tagged-first";
        }
    }

    record NoContinuation() implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.noContinuation(firing);
        }

        @Override
        public String text() {
            return "no-continuation";
        }
    }

    record WithoutFlush() implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.withoutFlush(firing);
        }

        @Override
        public String text() {
            return "no-flush";
        }
    }

    record Rewrite(UnaryOperator<String> change) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.rewrite(firing, change);
        }

        @Override
        public String text() {
            return "rewrite " + Words.CODE;
        }
    }

    record Replace(Pattern pattern, String replacement) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.rewrite(firing, response -> pattern.matcher(response).replaceAll(replacement));
        }

        @Override
        public String text() {
            return "replace " + Words.quoted(pattern.pattern()) + " with " + Words.quoted(replacement);
        }
    }

    /** The command works on the first of its messages only. */
    record OnlyFirst(int messages) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.onlyFirst(firing, messages);
        }

        @Override
        public String text() {
            return "only first " + messages;
        }
    }

    /** Of the client's literals. */
    record ReplaceReceived(Pattern pattern, String replacement) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.literals(firing, octets -> pattern.matcher(octets).replaceAll(replacement));
        }

        @Override
        public String text() {
            return "receive " + Words.quoted(pattern.pattern()) + " as " + Words.quoted(replacement);
        }
    }

    record Shape(RecordedShape shape) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.rewrite(firing, shape::in);
        }

        @Override
        public String text() {
            return "shape " + shape.word();
        }
    }

    record LiteralsOffBy(int octets) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.rewrite(firing, response -> Literals.announced(response, octets));
        }

        @Override
        public String text() {
            return "literals off by " + octets;
        }
    }

    record Dribble(int chunk, Duration gap) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.pace(firing, new Pace(List.of(), chunk, gap));
        }

        @Override
        public String text() {
            return "dribble " + chunk + " every " + TimeText.of(gap);
        }
    }

    record Split(List<Integer> at) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.pace(firing, new Pace(at, Integer.MAX_VALUE, Pace.SHORT));
        }

        @Override
        public String text() {
            return "split at " + at.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
    }

    /** Before the command is run. */
    record Delay(Duration time, boolean byClock) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.wait(firing, byClock ? new Pause.Clock(time) : new Pause.Real(time));
        }

        @Override
        public String text() {
            return "delay " + TimeText.of(time) + (byClock ? " by clock" : "");
        }
    }

    record PauseUntil(Gate gate) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.wait(firing, new Pause.AtGate(gate));
        }

        @Override
        public String text() {
            return "pause " + Words.CODE;
        }
    }

    /** @param gate the name that the faults know it by */
    record PauseUntilNamed(String gate) implements Action {
        @Override
        public void planFor(Plan plan, Firing firing) {
            plan.wait(firing, new Pause.AtGate(firing.gate(gate)));
        }

        @Override
        public String text() {
            return "pause until " + Words.written(gate, false);
        }
    }

    private static String quoted(List<String> lines) {
        return lines.stream().map(line -> " " + Words.quoted(line)).collect(Collectors.joining());
    }
}
