package io.pymap.variation;

import io.pymap.variation.Token.Element;
import io.pymap.variation.Token.Form;
import io.pymap.variation.Token.Group;
import io.pymap.variation.Token.Text;
import io.pymap.variation.Token.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes responses in another form that means the same. Octets are chars. For one thread. */
final class ResponseVariation {

    /** RFC 9051 7.1; a code has no bracket inside. */
    private static final Pattern STATUS = Pattern.compile(
            "(?<tag>\\S+) (?<status>OK|NO|BAD|BYE|PREAUTH) (?<code>\\[[^]]*] ?)?(?<text>.*)\r\n",
            Pattern.CASE_INSENSITIVE);

    /** Longer strings stay as they are. */
    private static final int LONGEST_QUOTED = 400;

    private static final int LARGEST = 16 << 10;

    /** Their strings are dates, or have a form that is laid down. */
    private static final Set<String> FIXED_ITEMS =
            Set.of("INTERNALDATE", "SAVEDATE", "EMAILID", "THREADID", "X-GM-MSGID");

    private static final Set<String> WITH_MAILBOX = Set.of("STATUS", "LIST", "LSUB");

    private static final List<String> TEXTS = List.of(
            "OK",
            "Done.",
            "completed",
            "Completed (0.001 + 0.000 secs).",
            "That is done, [nearly] (all) of it",
            "* is not what this line begins with",
            "It took a while; thank you for your patience, which is what a client has that reads to the end of the line.");

    private final SplittableRandom random;
    private final Set<Variation.Kind> kinds;

    ResponseVariation(SplittableRandom random, Set<Variation.Kind> kinds) {
        this.random = random;
        this.kinds = kinds;
    }

    /** @param response with its literals and the CR LF at the end */
    String vary(String response) {
        if (response.startsWith("+") || response.length() > LARGEST) {
            return response;
        }
        Matcher status = STATUS.matcher(response);
        if (status.matches()) {
            return status(status);
        }
        Optional<List<Element>> read = response.startsWith("* ") ? TokenReader.read(response) : Optional.empty();
        return read.map(elements -> TokenWriter.response(data(new ArrayList<>(elements))))
                .orElse(response);
    }

    private String status(Matcher read) {
        String code = Optional.ofNullable(read.group("code")).orElse("").strip();
        boolean free = kinds.contains(Variation.Kind.TEXTS)
                && read.group("status").equalsIgnoreCase("OK")
                && !code.equalsIgnoreCase("[ALERT]");
        String text = free && random.nextInt(2) == 0 ? TEXTS.get(random.nextInt(TEXTS.size())) : read.group("text");
        return read.group("tag") + " " + anyCase(read.group("status")) + " " + (code.isEmpty() ? "" : code(code) + " ")
                + text + "\r\n";
    }

    /** The name of a code, but not what belongs to it. */
    private String code(String code) {
        int space = code.indexOf(' ');
        return space < 0 ? anyCase(code) : anyCase(code.substring(0, space)) + code.substring(space);
    }

    private List<Element> data(List<Element> elements) {
        int nameAt = elements.size() > 2 && word(elements, 1).matches("[0-9]+") ? 2 : 1;
        if (elements.size() <= nameAt) {
            return elements;
        }
        String name = word(elements, nameAt).toUpperCase(Locale.ROOT);
        change(elements, nameAt, token -> token instanceof Word word ? new Word(anyCase(word.text())) : token);
        int last = elements.size() - 1;
        if (name.equals("FETCH")) {
            change(elements, last, this::items);
        } else if (name.equals("STATUS")) {
            change(elements, last, this::items);
        } else if (name.equals("CAPABILITY")) {
            words(elements, nameAt + 1);
        }
        if (WITH_MAILBOX.contains(name)) {
            change(elements, name.equals("STATUS") ? nameAt + 1 : nameAt + 3, this::astring);
        }
        return elements;
    }

    private static void change(List<Element> elements, int index, UnaryOperator<Token> change) {
        if (index < elements.size()) {
            Element element = elements.get(index);
            elements.set(index, element.with(change.apply(element.token())));
        }
    }

    private static String word(List<Element> elements, int index) {
        return elements.get(index).token() instanceof Word word ? word.text() : "";
    }

    /** In any order, and in any case. RFC 9051 7.2.2, 9 (1). */
    private void words(List<Element> elements, int from) {
        List<Element> words = new ArrayList<>(elements.subList(from, elements.size()));
        shuffle(words);
        for (int i = 0; i < words.size(); i++) {
            int index = from + i;
            elements.set(index, words.get(i));
            change(elements, index, token -> token instanceof Word word ? new Word(anyCase(word.text())) : token);
        }
    }

    private record Pair(Element name, Element value) {}

    private Token items(Token token) {
        return token instanceof Group group ? pairs(group) : token;
    }

    /** Names and values, in any order. */
    private Token pairs(Group group) {
        List<Element> elements = group.elements();
        if (elements.size() % 2 != 0) {
            return group;
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < elements.size(); i += 2) {
            pairs.add(new Pair(elements.get(i), elements.get(i + 1)));
        }
        shuffle(pairs);
        List<Element> varied = new ArrayList<>();
        for (Pair pair : pairs) {
            String name = pair.name.token() instanceof Word word ? word.text() : "";
            varied.add(new Element(!varied.isEmpty(), new Word(itemName(name))));
            varied.add(new Element(true, value(name.toUpperCase(Locale.ROOT), pair.value.token())));
        }
        return new Group(varied);
    }

    /** Names of header fields stay as the client wrote them. */
    private String itemName(String name) {
        int parenthesis = name.indexOf('(');
        return parenthesis < 0 ? anyCase(name) : anyCase(name.substring(0, parenthesis)) + name.substring(parenthesis);
    }

    private Token value(String name, Token value) {
        if (FIXED_ITEMS.contains(name)) {
            return value;
        }
        if (name.equals("FLAGS") && value instanceof Group flags) {
            return systemFlags(flags);
        }
        return name.equals("ENVELOPE") && value instanceof Group envelope ? envelope(envelope) : strings(value);
    }

    /** RFC 9051 2.3.2: their case does not count. That of keywords does not either, but people see them. */
    private Token systemFlags(Group flags) {
        List<Element> varied = new ArrayList<>(flags.elements());
        for (int i = 0; i < varied.size(); i++) {
            change(
                    varied,
                    i,
                    token -> token instanceof Word word && word.text().startsWith("\\")
                            ? new Word(anyCase(word.text()))
                            : token);
        }
        if (random.nextInt(3) == 0) {
            List<Token> tokens = new ArrayList<>();
            varied.forEach(element -> tokens.add(element.token()));
            shuffle(tokens);
            for (int i = 0; i < tokens.size(); i++) {
                varied.set(i, varied.get(i).with(tokens.get(i)));
            }
        }
        return new Group(varied);
    }

    /** The name of an address may be empty as well as missing. RFC 9051 7.5.2. */
    private Token envelope(Group envelope) {
        List<Element> varied = new ArrayList<>();
        for (Element field : envelope.elements()) {
            if (!(field.token() instanceof Group addresses)) {
                varied.add(field.with(strings(field.token())));
                continue;
            }
            List<Element> all = new ArrayList<>();
            for (Element address : addresses.elements()) {
                all.add(address.token() instanceof Group parts ? address.with(address(parts)) : address);
            }
            varied.add(field.with(new Group(all)));
        }
        return new Group(varied);
    }

    private Token address(Group parts) {
        List<Element> varied = new ArrayList<>(parts.elements());
        // Without a host it is no address, but the beginning or the end of a group.
        boolean mailbox = varied.size() == 4 && !(varied.get(3).token() instanceof Word);
        if (mailbox
                && kinds.contains(Variation.Kind.STRINGS)
                && varied.get(0).token() instanceof Word name
                && name.isNil()
                && random.nextInt(3) == 0) {
            change(varied, 0, token -> new Text("", Form.QUOTED));
        }
        return strings(new Group(varied));
    }

    /** All strings in it, in either form. */
    private Token strings(Token token) {
        if (token instanceof Group group) {
            return new Group(group.elements().stream()
                    .map(element -> element.with(strings(element.token())))
                    .toList());
        }
        if (token instanceof Text text && text.form() != Form.LITERAL8) {
            return string(text);
        }
        return token instanceof Word word && word.isNil() ? new Word(anyCase(word.text())) : token;
    }

    /** Octets above 127 stay as they are: whether they can be quoted depends on what the client has enabled. */
    private Text string(Text text) {
        String value = text.value();
        if (!kinds.contains(Variation.Kind.STRINGS)
                || value.length() > LONGEST_QUOTED
                || value.chars().anyMatch(c -> c == 0 || c == '\r' || c == '\n' || c >= 0x80)) {
            return text;
        }
        return new Text(value, random.nextInt(4) > 0 ? Form.QUOTED : Form.LITERAL);
    }

    private Token astring(Token token) {
        String value = token instanceof Word word ? word.text() : token instanceof Text text ? text.value() : "";
        if (value.isEmpty() || !(token instanceof Word || token instanceof Text)) {
            return token;
        }
        if (!kinds.contains(Variation.Kind.STRINGS) || value.chars().anyMatch(c -> c >= 0x80)) {
            return token;
        }
        boolean atom = value.chars().allMatch(c -> c > ' ' && c < 0x7F && "(){%*\"\\".indexOf(c) < 0)
                && !value.equalsIgnoreCase("NIL");
        return atom && random.nextInt(3) == 0 ? new Word(value) : string(new Text(value, Form.QUOTED));
    }

    /** As it is, in small letters, in capitals, or with each letter in one of both. RFC 9051 9 (1). */
    private String anyCase(String word) {
        if (!kinds.contains(Variation.Kind.LETTER_CASE)) {
            return word;
        }
        return switch (random.nextInt(6)) {
            case 0 -> word.toLowerCase(Locale.ROOT);
            case 1 -> word.toUpperCase(Locale.ROOT);
            case 2 -> mixedCase(word);
            default -> word;
        };
    }

    private String mixedCase(String word) {
        StringBuilder mixed = new StringBuilder();
        word.chars()
                .forEach(c -> mixed.append(
                        random.nextBoolean() ? Character.toLowerCase((char) c) : Character.toUpperCase((char) c)));
        return mixed.toString();
    }

    private <T> void shuffle(List<T> list) {
        if (!kinds.contains(Variation.Kind.ORDER)) {
            return;
        }
        for (int i = list.size() - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            T kept = list.get(i);
            list.set(i, list.get(other));
            list.set(other, kept);
        }
    }
}
