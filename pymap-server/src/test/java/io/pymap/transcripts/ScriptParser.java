package io.pymap.transcripts;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.pymap.imap.ImapProtocol;
import io.pymap.imap.session.Limits;
import io.pymap.imap.syntax.ImapDate;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.NewMessage;
import io.pymap.mailbox.User;
import io.pymap.profile.Quirks;
import io.pymap.profile.ServerProfile;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a script. Lines are known by their beginning: see {@code transcripts/README.md}. */
final class ScriptParser {

    private static final Pattern CLIENT = Pattern.compile("(\\d)(>>|>-|>|<)(?: (.*))?");
    private static final Pattern MAILBOX = Pattern.compile("mailbox (\\S+|\"[^\"]*\")(?: (\\d+) messages)?");
    private static final Pattern MESSAGE =
            Pattern.compile("message (\\S+|\"[^\"]*\")(?: \\(([^)]*)\\))?(?: \"([^\"]*)\")?");
    private static final Set<String> OPTIONS =
            Set.of("demo", "remote", "no-tls", "preauth", "public", "read-only", "socket", "memory");

    /** 1 January 2020, 10 o'clock. */
    private static final long FIRST_DAY = 1_577_872_800;

    private final String name;
    private final List<User> users = new ArrayList<>(List.of(Setup.USER));
    private final List<Setup.Seed> seeds = new ArrayList<>();
    private final Set<String> options = new HashSet<>();
    private final List<Step> steps = new ArrayList<>();
    private ServerProfile profile = ServerProfile.named(ServerProfile.FULL);
    private ImapProtocol protocol = profile.protocol();
    private Limits limits = profile.limits();
    private int lineNumber;

    private ScriptParser(String name) {
        this.name = name;
    }

    static Script parse(String name, String text) {
        return new ScriptParser(name).parse(text);
    }

    private Script parse(String text) {
        List<String> lines = text.lines().toList();
        while (lineNumber < lines.size()) {
            String line = lines.get(lineNumber++);
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            Matcher client = CLIENT.matcher(line);
            if (client.matches()) {
                int number = Integer.parseInt(client.group(1));
                step(number, client.group(2), client.group(3) == null ? "" : client.group(3));
            } else if (line.startsWith("message ")) {
                message(line, lines);
            } else {
                directive(line);
            }
        }
        return new Script(
                name,
                new Setup(List.copyOf(users), List.copyOf(seeds), profile, protocol, limits, Set.copyOf(options)),
                List.copyOf(steps));
    }

    private void step(int client, String mark, String text) {
        if (!mark.equals("<")) {
            Step.Send.Form form = mark.equals(">")
                    ? Step.Send.Form.COMMAND
                    : mark.equals(">>") ? Step.Send.Form.LINE : Step.Send.Form.OCTETS;
            steps.add(new Step.Send(lineNumber, client, form, text));
            return;
        }
        Step.Expected response = new Step.Expected(lineNumber, text);
        if (!steps.isEmpty()
                && steps.get(steps.size() - 1) instanceof Step.Expect open
                && open.client() == client
                && !endsBlock(open.responses().get(open.responses().size() - 1))) {
            open.responses().add(response);
        } else {
            steps.add(new Step.Expect(lineNumber, client, new ArrayList<>(List.of(response))));
        }
    }

    private static boolean endsBlock(Step.Expected response) {
        return response.isTagged() || response.isContinuation() || response.isEnd();
    }

    private void message(String line, List<String> lines) {
        Matcher parts = MESSAGE.matcher(line);
        if (!parts.matches()) {
            throw problem("message MAILBOX (flags) \"date\"");
        }
        StringBuilder content = new StringBuilder();
        while (lineNumber < lines.size() && lines.get(lineNumber).startsWith("|")) {
            String text = lines.get(lineNumber++).substring(1);
            content.append(text.startsWith(" ") ? text.substring(1) : text).append("\r\n");
        }
        Flags flags = parts.group(2) == null || parts.group(2).isEmpty()
                ? Flags.NONE
                : Flags.of(parts.group(2).split(" "));
        InternalDate date =
                parts.group(3) == null ? new InternalDate(FIRST_DAY, 0) : ImapDate.parseDateTime(parts.group(3));
        byte[] octets = Octets.unescape(content.toString());
        seeds.add(new Setup.Seed(mailbox(parts.group(1)), List.of(new NewMessage(Content.of(octets), flags, date))));
    }

    private static MailboxName mailbox(String text) {
        return new MailboxName(text.startsWith("\"") ? text.substring(1, text.length() - 1) : text);
    }

    private void directive(String line) {
        String[] words = line.split(" ", -1);
        Matcher seeded = MAILBOX.matcher(line);
        if (OPTIONS.contains(line)) {
            options.add(line);
        } else if (seeded.matches()) {
            int count = seeded.group(2) == null ? 0 : Integer.parseInt(seeded.group(2));
            seeds.add(new Setup.Seed(mailbox(seeded.group(1)), messages(count)));
        } else if (words[0].equals("user") && words.length >= 3) {
            users.add(
                    new User(words[1], words[2], Set.copyOf(Arrays.asList(words).subList(3, words.length))));
        } else if (words[0].equals("profile") && words.length == 2) {
            profile = ServerProfile.named(words[1]);
            protocol = profile.protocol();
            limits = profile.limits();
        } else if (words[0].equals("quirk") && words.length == 2) {
            protocol = protocol.with(Quirks.named(words[1]));
        } else if (words[0].equals("with") && words.length == 2) {
            protocol = protocol.with(words[1]);
        } else if (words[0].equals("without") && words.length == 2) {
            protocol = protocol.without(words[1]);
        } else if (words[0].equals("hidden") && words.length == 2) {
            protocol = protocol.hiding(words[1]);
        } else if (words[0].equals("referral") && words.length == 3) {
            protocol = protocol.referring(words[1], words[2]);
        } else if (words[0].equals("jmap") && words.length == 2) {
            protocol = protocol.jmapAccess(URI.create(words[1]));
        } else if (words[0].equals("id")) {
            protocol = protocol.identifyingAs(words.length < 3 ? Map.of() : Map.of(words[1], words[2]));
        } else if (words[0].equals("limit") && words.length >= 3) {
            limit(words);
        } else {
            action(words);
        }
    }

    private void limit(String[] words) {
        int value = Integer.parseInt(words[2]);
        switch (words[1]) {
            case "message" -> limits = limits.withMessage(value);
            case "bad-commands" -> limits = limits.withBadCommands(value, value);
            case "search-octets" -> limits = limits.withSearchOctets(value);
            case "messages-at-once" -> limits = limits.withMessagesAtOnce(value);
            case "saved-at-once" -> limits = limits.withSavedAtOnce(value);
            default -> throw problem("limit message|bad-commands|search-octets|messages-at-once|saved-at-once NUMBER");
        }
    }

    private void action(String[] words) {
        if (words.length < 2 || !words[1].matches("\\d")) {
            throw problem("a directive, a client's line or a comment");
        }
        int client = Integer.parseInt(words[1]);
        switch (words[0]) {
            case "connect" -> steps.add(new Step.Connect(lineNumber, client, Optional.empty()));
            case "login" -> steps.add(new Step.Connect(lineNumber, client, Optional.of(new User(words[2], words[3]))));
            case "tls" -> steps.add(new Step.StartTls(lineNumber, client));
            case "drop" -> steps.add(new Step.Drop(lineNumber, client));
            default -> throw problem("connect, login, tls or drop");
        }
    }

    private IllegalArgumentException problem(String expected) {
        return new IllegalArgumentException(name + ":" + lineNumber + ": expected " + expected);
    }

    /** Messages that differ in their number, one a day. */
    static List<NewMessage> messages(int count) {
        List<NewMessage> messages = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String text = "From: Ann <ann@example.com>\r\nTo: bob@example.com\r\nSubject: message " + i
                    + "\r\nDate: Wed, 01 Jan 2020 10:00:00 +0000\r\nMessage-ID: <" + i
                    + "@example.com>\r\n\r\nText of message " + i + ".\r\n";
            messages.add(new NewMessage(
                    Content.of(text.getBytes(ISO_8859_1)),
                    Flags.NONE,
                    new InternalDate(FIRST_DAY + (i - 1) * 86_400L, 0)));
        }
        return messages;
    }
}
