package io.pymap.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * Reads a rule from text, such as {@code on UID FETCH nth 2 reset after 700}: a trigger, conditions, an action. Words are bare
 * or in quotes of either kind, where a backslash goes ahead of a quote or a backslash, and stands for CR or LF with r or n.
 */
final class RuleReader {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+))");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m)");

    private static final String TRIGGERS = "on, login, literal, greeting, connect, tls-connect or idle";

    private final String text;
    private final List<Word> words = new ArrayList<>();
    private int next;

    /** @param quoted whether it was in quotes, so that it is no word of the language */
    private record Word(String value, boolean quoted, int at) {}

    private RuleReader(String text) {
        this.text = text;
        Matcher token = TOKEN.matcher(text);
        int end = 0;
        while (token.find(end) && token.start() == end) {
            boolean bare = token.group(3) != null;
            String value = bare ? token.group(3) : token.group(1) != null ? token.group(1) : token.group(2);
            int at = bare ? token.start(3) : token.start(token.group(1) != null ? 1 : 2) - 1;
            if (bare && (value.startsWith("'") || value.startsWith("\""))) {
                throw new RuleSyntaxException(text, at, "a quote that is closed");
            }
            words.add(new Word(bare ? value : unescaped(value), !bare, at));
            end = token.end();
        }
    }

    private static String unescaped(String quoted) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c == '\\' && i + 1 < quoted.length()) {
                char escaped = quoted.charAt(++i);
                switch (escaped) {
                    case 'r' -> plain.append('\r');
                    case 'n' -> plain.append('\n');
                    case '\\', '\'', '"' -> plain.append(escaped);
                    default -> plain.append(c).append(escaped); // as in a regular expression
                }
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
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

    // Words

    private RuleSyntaxException expected(String what) {
        return new RuleSyntaxException(
                text, next < words.size() ? words.get(next).at() : text.length(), what);
    }

    private boolean isNext(String word) {
        return next < words.size()
                && !words.get(next).quoted()
                && words.get(next).value().equals(word);
    }

    private boolean take(String word) {
        boolean found = isNext(word);
        next += found ? 1 : 0;
        return found;
    }

    private String any(String what) {
        if (next == words.size()) {
            throw expected(what);
        }
        return words.get(next++).value();
    }

    private int number(String what, int least) {
        if (next < words.size() && words.get(next).value().matches("-?\\d{1,9}")) {
            int value = Integer.parseInt(words.get(next).value());
            if (value >= least) {
                next++;
                return value;
            }
        }
        throw expected(what);
    }

    private Duration time() {
        Matcher time = TIME.matcher(next < words.size() ? words.get(next).value() : "");
        if (!time.matches()) {
            throw expected("a time such as 300ms, 2s or 5m");
        }
        next++;
        long count = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            default -> Duration.ofMinutes(count);
        };
    }

    private String[] texts() {
        List<String> lines = new ArrayList<>();
        while (next < words.size()) {
            lines.add(words.get(next++).value());
        }
        if (lines.isEmpty()) {
            throw expected("a line in quotes");
        }
        return lines.toArray(String[]::new);
    }

    // Parts

    private On trigger(Faults faults) {
        if (take("on")) {
            return faults.on(pattern());
        }
        if (take("literal")) {
            return faults.onLiteral(pattern());
        }
        if (take("login")) {
            return faults.onLogin();
        }
        if (take("greeting")) {
            return faults.onGreeting();
        }
        if (take("connect")) {
            return faults.onConnect();
        }
        if (take("tls-connect")) {
            return faults.onTlsConnect();
        }
        if (take("idle")) {
            return faults.onIdle();
        }
        throw expected(TRIGGERS);
    }

    /** Up to the first word of the language; what is in quotes is all of it. */
    private String pattern() {
        if (next < words.size() && words.get(next).quoted()) {
            return words.get(next++).value();
        }
        List<String> pattern = new ArrayList<>();
        while (next < words.size()
                && !words.get(next).quoted()
                && !Words.BEHIND_PATTERN.contains(words.get(next).value())) {
            pattern.add(words.get(next++).value());
        }
        if (pattern.isEmpty()) {
            throw expected("a command such as UID FETCH");
        }
        return String.join(" ", pattern);
    }

    private On conditions(On beginning) {
        On on = beginning;
        while (true) {
            if (take("nth")) {
                on = on.nth(number("a number from 1", 1));
            } else if (take("times")) {
                on = on.times(number("a number from 1", 1));
            } else if (take("connection")) {
                on = on.connection(number("a number from 1", 1));
            } else if (take("user")) {
                on = on.user(any("a name"));
            } else if (take("mailbox")) {
                on = on.mailbox(any("a mailbox"));
            } else if (take("probability")) {
                on = probability(on);
            } else {
                return on;
            }
        }
    }

    private On probability(On on) {
        String value = next < words.size() ? words.get(next).value() : "";
        if (!value.matches("0(\\.\\d{1,17})?|1(\\.0{1,17})?|\\d(\\.\\d{1,17})?E-\\d{1,2}")) {
            throw expected("a probability from 0 to 1");
        }
        next++;
        if (!take("seed")) {
            throw expected("seed");
        }
        String seed = any("a number");
        if (!seed.matches("-?\\d{1,18}")) {
            next--;
            throw expected("a number");
        }
        return on.withProbability(Double.parseDouble(value), Long.parseLong(seed));
    }

    private Rule action(On on) {
        for (Fault fault : Fault.values()) {
            if (fault != Fault.BYE && take(fault.word())) {
                return fault(on, fault);
            }
        }
        Optional<Rule> rule = answer(on).or(() -> change(on)).or(() -> time(on));
        return rule.orElseThrow(() -> expected(
                next < words.size() && isNext("when") ? "what text can say; code needs Java" : expectedAction()));
    }

    private String expectedAction() {
        return "a condition (" + String.join(", ", Words.CONDITIONS) + ") or an action ("
                + String.join(", ", Words.ACTIONS) + ")";
    }

    private Rule fault(On on, Fault fault) {
        if (take("after")) {
            int octets = number("a number of octets", 0);
            end();
            return on.failAfterBytes(octets, fault);
        }
        boolean afterwards = take("afterwards");
        if (!afterwards && next < words.size()) {
            throw expected("after, afterwards or the end");
        }
        end();
        return afterwards ? on.failAfterwards(fault) : on.fail(fault);
    }

    private Optional<Rule> answer(On on) {
        if (take("no")) {
            return Optional.of(on.no(lastText()));
        }
        if (take("bad")) {
            return Optional.of(on.bad(lastText()));
        }
        if (take("bye")) {
            return Optional.of(bye(on));
        }
        if (take("tagged-bye")) {
            return Optional.of(on.taggedBye(lastText()));
        }
        if (isNext("refuse")) {
            return Optional.of(refusal(on));
        }
        if (take("reply")) {
            return Optional.of(on.reply(next == words.size() ? new String[0] : texts()));
        }
        return Optional.empty();
    }

    private Rule refusal(On on) {
        int place = next++;
        end();
        try {
            return on.refuse();
        } catch (IllegalArgumentException e) {
            next = place;
            throw expected("connect ahead of refuse, and nothing else");
        }
    }

    /** The fault of that name, or the answer with a text. */
    private Rule bye(On on) {
        boolean isFault = next == words.size() || isNext("after") || isNext("afterwards");
        return isFault ? fault(on, Fault.BYE) : on.bye(lastText());
    }

    private Optional<Rule> change(On on) {
        if (take("before")) {
            return Optional.of(on.untaggedBefore(texts()));
        }
        if (take("after")) {
            return Optional.of(on.untaggedAfter(texts()));
        }
        if (take("defer")) {
            end();
            return Optional.of(on.deferUntagged());
        }
        if (take("tagged-first")) {
            end();
            return Optional.of(on.taggedFirst());
        }
        if (take("no-continuation")) {
            end();
            return Optional.of(on.noContinuation());
        }
        if (take("no-flush")) {
            end();
            return Optional.of(on.withoutFlush());
        }
        if (take("replace")) {
            return Optional.of(replacement("with", on::replace));
        }
        if (take("receive")) {
            return Optional.of(replacement("as", on::replaceReceived));
        }
        if (take("shape")) {
            RecordedShape shape = shape();
            end();
            return Optional.of(on.shape(shape));
        }
        if (take("literals")) {
            if (!take("off") || !take("by")) {
                throw expected("off by");
            }
            int octets = number("a number of octets, which may be negative", -999_999_999);
            end();
            return Optional.of(on.literalsOffBy(octets));
        }
        return Optional.empty();
    }

    private RecordedShape shape() {
        String word = next < words.size() ? words.get(next).value() : "";
        RecordedShape shape = RecordedShape.of(word)
                .orElseThrow(() -> expected("one of "
                        + Arrays.stream(RecordedShape.values())
                                .map(RecordedShape::word)
                                .collect(Collectors.joining(", "))));
        next++;
        return shape;
    }

    /** @param between the word between what is replaced and what it is replaced with */
    private Rule replacement(String between, BiFunction<String, String, Rule> maker) {
        int place = next;
        String regex = any("a regular expression in quotes");
        if (!take(between)) {
            throw expected(between);
        }
        String replacement = lastText();
        try {
            return maker.apply(regex, replacement);
        } catch (PatternSyntaxException e) {
            next = place;
            throw expected("a regular expression (" + e.getDescription() + ")");
        }
    }

    private Optional<Rule> time(On on) {
        if (take("dribble")) {
            int chunk = number("a number of octets from 1", 1);
            if (!take("every")) {
                throw expected("every");
            }
            Duration gap = time();
            end();
            return Optional.of(on.dribble(chunk, gap));
        }
        if (take("split")) {
            return Optional.of(on.split(places()));
        }
        if (take("delay")) {
            Duration time = time();
            boolean byClock = take("by");
            if (byClock && !take("clock")) {
                throw expected("clock");
            }
            end();
            return Optional.of(byClock ? on.delayByClock(time) : on.delay(time));
        }
        if (take("pause")) {
            if (!take("until")) {
                throw expected("until");
            }
            String gate = any("the name of a gate");
            end();
            return Optional.of(on.pauseUntil(gate));
        }
        return Optional.empty();
    }

    private Integer[] places() {
        if (!take("at")) {
            throw expected("at");
        }
        String places = any("numbers of octets such as 1,7,20");
        if (!places.matches("[1-9]\\d{0,8}(,[1-9]\\d{0,8})*")) {
            next--;
            throw expected("numbers of octets such as 1,7,20");
        }
        end();
        return Arrays.stream(places.split(",", -1)).map(Integer::valueOf).toArray(Integer[]::new);
    }

    private String lastText() {
        String last = any("a text in quotes");
        end();
        return last;
    }

    private void end() {
        if (next < words.size()) {
            throw expected("the end");
        }
    }
}
