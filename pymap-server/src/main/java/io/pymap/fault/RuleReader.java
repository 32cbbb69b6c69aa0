package io.pymap.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Reads a rule from text, such as {@code on UID FETCH nth 2 reset after 700}: a trigger, conditions, an action. Words are bare
 * or in quotes of either kind, where a backslash goes ahead of a quote or a backslash, and stands for CR or LF with r or n.
 */
final class RuleReader {

    private static final String TRIGGERS = "on, login, literal, greeting, connect, tls-connect or idle";

    private static final String PROBABILITY = "0(\\.\\d{1,17})?|1(\\.0{1,17})?|\\d(\\.\\d{1,17})?E-\\d{1,2}";

    private final RuleWords words;

    private RuleReader(String text) {
        this.words = new RuleWords(text);
    }

    /**
     * Makes the rule.
     *
     * @throws RuleSyntaxException where the text is none
     */
    static Rule read(String text, Faults faults) {
        RuleReader reader = new RuleReader(text);
        On on = reader.trigger(faults);
        On conditioned = reader.conditions(on);
        return reader.action(conditioned);
    }

    private On trigger(Faults faults) {
        if (words.take("on")) {
            return faults.on(pattern());
        }
        if (words.take("literal")) {
            return faults.onLiteral(pattern());
        }
        if (words.take("login")) {
            return faults.onLogin();
        }
        if (words.take("greeting")) {
            return faults.onGreeting();
        }
        if (words.take("connect")) {
            return faults.onConnect();
        }
        if (words.take("tls-connect")) {
            return faults.onTlsConnect();
        }
        if (words.take("idle")) {
            return faults.onIdle();
        }
        throw words.expected(TRIGGERS);
    }

    /** Up to the first word of the language; what is in quotes is all of it. */
    private String pattern() {
        if (words.isQuoted()) {
            return words.any("a command");
        }
        List<String> pattern = new ArrayList<>();
        while (!words.isAtEnd() && !words.isQuoted() && !Words.BEHIND_PATTERN.contains(words.peek())) {
            pattern.add(words.any("a word of a command"));
        }
        if (pattern.isEmpty()) {
            throw words.expected("a command such as UID FETCH");
        }
        return String.join(" ", pattern);
    }

    private On conditions(On beginning) {
        On on = beginning;
        while (true) {
            if (words.take("nth")) {
                on = on.nth(words.number("a number from 1", 1));
            } else if (words.take("times")) {
                on = on.times(words.number("a number from 1", 1));
            } else if (words.take("connection")) {
                on = on.connection(words.number("a number from 1", 1));
            } else if (words.take("others")) {
                on = on.others(words.number("a number from 1", 1));
            } else if (words.take("user")) {
                on = on.user(words.any("a name"));
            } else if (words.take("mailbox")) {
                on = on.mailbox(words.any("a mailbox"));
            } else if (words.take("probability")) {
                on = probability(on);
            } else {
                return on;
            }
        }
    }

    private On probability(On on) {
        String value = words.any(PROBABILITY, "a probability from 0 to 1");
        if (!words.take("seed")) {
            throw words.expected("seed");
        }
        String seed = words.any("-?\\d{1,18}", "a number");
        return on.withProbability(Double.parseDouble(value), Long.parseLong(seed));
    }

    private Rule action(On on) {
        for (Fault fault : Fault.values()) {
            if (fault != Fault.BYE && words.take(fault.word())) {
                return fault(on, fault);
            }
        }
        Optional<Rule> rule = answer(on).or(() -> change(on)).or(() -> time(on));
        return rule.orElseThrow(
                () -> words.expected(words.isNext("when") ? "what text can say; code needs Java" : expectedAction()));
    }

    private String expectedAction() {
        return "a condition (" + String.join(", ", Words.CONDITIONS) + ") or an action ("
                + String.join(", ", Words.ACTIONS) + ")";
    }

    private Rule fault(On on, Fault fault) {
        if (words.take("after")) {
            int octets = words.number("a number of octets", 0);
            words.end();
            return on.failAfterBytes(octets, fault);
        }
        boolean afterwards = words.take("afterwards");
        if (!afterwards && !words.isAtEnd()) {
            throw words.expected("after, afterwards or the end");
        }
        words.end();
        return afterwards ? on.failAfterwards(fault) : on.fail(fault);
    }

    private Optional<Rule> answer(On on) {
        if (words.take("no")) {
            return Optional.of(on.no(words.lastText()));
        }
        if (words.take("bad")) {
            return Optional.of(on.bad(words.lastText()));
        }
        if (words.take("bye")) {
            return Optional.of(bye(on));
        }
        if (words.take("tagged-bye")) {
            return Optional.of(on.taggedBye(words.lastText()));
        }
        if (words.isNext("refuse")) {
            return Optional.of(refusal(on));
        }
        if (words.take("reply")) {
            return Optional.of(on.reply(words.isAtEnd() ? new String[0] : words.texts()));
        }
        return Optional.empty();
    }

    private Rule refusal(On on) {
        int place = words.place();
        words.take("refuse");
        words.end();
        try {
            return on.refuse();
        } catch (IllegalArgumentException e) {
            words.backTo(place);
            throw words.expected("connect ahead of refuse, and nothing else");
        }
    }

    /** The fault of that name, or the answer with a text. */
    private Rule bye(On on) {
        boolean isFault = words.isAtEnd() || words.isNext("after") || words.isNext("afterwards");
        return isFault ? fault(on, Fault.BYE) : on.bye(words.lastText());
    }

    private Optional<Rule> change(On on) {
        if (words.take("before")) {
            return Optional.of(on.untaggedBefore(words.texts()));
        }
        if (words.take("after")) {
            return Optional.of(on.untaggedAfter(words.texts()));
        }
        if (words.take("defer")) {
            words.end();
            return Optional.of(on.deferUntagged());
        }
        if (words.take("tagged-first")) {
            words.end();
            return Optional.of(on.taggedFirst());
        }
        if (words.take("no-continuation")) {
            words.end();
            return Optional.of(on.noContinuation());
        }
        if (words.take("no-flush")) {
            words.end();
            return Optional.of(on.withoutFlush());
        }
        if (words.take("replace")) {
            return Optional.of(replacement("with", on::replace));
        }
        if (words.take("receive")) {
            return Optional.of(replacement("as", on::replaceReceived));
        }
        if (words.take("only")) {
            if (!words.take("first")) {
                throw words.expected("first");
            }
            int messages = words.number("a number from 1", 1);
            words.end();
            return Optional.of(on.onlyFirst(messages));
        }
        if (words.take("shape")) {
            RecordedShape shape = shape();
            words.end();
            return Optional.of(on.shape(shape));
        }
        if (words.take("literals")) {
            if (!words.take("off") || !words.take("by")) {
                throw words.expected("off by");
            }
            int octets = words.number("a number of octets, which may be negative", -999_999_999);
            words.end();
            return Optional.of(on.literalsOffBy(octets));
        }
        return Optional.empty();
    }

    private RecordedShape shape() {
        RecordedShape shape = RecordedShape.of(words.peek())
                .orElseThrow(() -> words.expected("one of "
                        + Arrays.stream(RecordedShape.values())
                                .map(RecordedShape::word)
                                .collect(Collectors.joining(", "))));
        words.any("a shape");
        return shape;
    }

    /** @param between the word between what is replaced and what it is replaced with */
    private Rule replacement(String between, BiFunction<String, String, Rule> maker) {
        int place = words.place();
        String regex = words.any("a regular expression in quotes");
        if (!words.take(between)) {
            throw words.expected(between);
        }
        String replacement = words.lastText();
        try {
            return maker.apply(regex, replacement);
        } catch (PatternSyntaxException e) {
            words.backTo(place);
            throw words.expected("a regular expression (" + e.getDescription() + ")");
        }
    }

    private Optional<Rule> time(On on) {
        if (words.take("dribble")) {
            int chunk = words.number("a number of octets from 1", 1);
            if (!words.take("every")) {
                throw words.expected("every");
            }
            Duration gap = words.time();
            words.end();
            return Optional.of(on.dribble(chunk, gap));
        }
        if (words.take("split")) {
            return Optional.of(on.split(places()));
        }
        if (words.take("delay")) {
            Duration time = words.time();
            boolean byClock = words.take("by");
            if (byClock && !words.take("clock")) {
                throw words.expected("clock");
            }
            words.end();
            return Optional.of(byClock ? on.delayByClock(time) : on.delay(time));
        }
        if (words.take("pause")) {
            if (!words.take("until")) {
                throw words.expected("until");
            }
            String gate = words.any("the name of a gate");
            words.end();
            return Optional.of(on.pauseUntil(gate));
        }
        return Optional.empty();
    }

    private Integer[] places() {
        if (!words.take("at")) {
            throw words.expected("at");
        }
        String places = words.any("[1-9]\\d{0,8}(,[1-9]\\d{0,8})*", "numbers of octets such as 1,7,20");
        words.end();
        return Arrays.stream(places.split(",", -1)).map(Integer::valueOf).toArray(Integer[]::new);
    }
}
