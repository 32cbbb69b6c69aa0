package io.pymap.control;

import static io.pymap.control.ControlledServer.allowed;
import static io.pymap.control.ControlledServer.done;

import io.pymap.fixture.Flag;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.MessageSpec;
import io.pymap.fixture.Snapshot;
import io.pymap.fixture.StoredMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Messages of one mailbox. What is done to them, clients see as done by another session. */
record MessageResource(ControlledServer server) {

    record Messages(long uidValidity, long uidNext, long highestModSeq, List<Message> messages) {}

    record Message(
            long uid,
            List<String> flags,
            String internalDate,
            long modSeq,
            int size,
            String subject,
            String from,
            Optional<byte[]> raw) {}

    record Uids(List<Long> uids) {}

    record Uid(long uid) {}

    record FlagChange(Optional<List<String>> add, Optional<List<String>> remove) {}

    record Target(String mailbox, Optional<String> login) {}

    private static Message shown(StoredMessage message, boolean raw) {
        return new Message(
                message.uid(),
                List.copyOf(new TreeSet<>(message.flags())),
                message.internalDate().toString(),
                message.modSeq(),
                message.size(),
                message.subject(),
                message.header("From"),
                raw ? Optional.of(message.raw()) : Optional.empty());
    }

    Answer list(Request request) {
        boolean raw = request.isSet("raw");
        Snapshot all = server.mailbox(request).snapshot();
        List<Message> messages =
                all.messages().stream().map(message -> shown(message, raw)).toList();
        if (!request.accepts(Request.NDJSON)) {
            return Answer.ok(new Messages(all.uidValidity(), all.uidNext(), all.highestModSeq(), messages));
        }
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (Message message : messages) {
            lines.writeBytes(Json.octets(message));
            lines.write('\n');
        }
        return Answer.of(200, Request.NDJSON, lines.toByteArray());
    }

    Answer append(Request request) {
        MailboxFixture mailbox = server.mailbox(request);
        List<MessageSpec> messages = allowed(() -> messages(request));
        List<Long> before = mailbox.uids();
        done(() -> mailbox.append(messages));
        List<Long> uids = new ArrayList<>(mailbox.uids());
        uids.removeAll(new TreeSet<>(before));
        return Answer.created(new Uids(uids));
    }

    private static List<MessageSpec> messages(Request request) {
        return switch (request.contentType()) {
            case Request.MESSAGE -> List.of(raw(request));
            case Request.JSON -> List.of(message(request.body(), "message"));
            case Request.NDJSON -> lines(request.body());
            default -> throw Request.unsupported(Request.MESSAGE, Request.JSON, Request.NDJSON);
        };
    }

    private static MessageSpec raw(Request request) {
        MessageSpec message = MessageSpec.raw(request.body()).flagged(request.parameters("flag"));
        for (String date : request.parameters("internalDate")) {
            message = message.internalDate(date);
        }
        for (String uid : request.parameters("uid")) {
            message = message.uid(number(uid));
        }
        return message;
    }

    private static long number(String uid) {
        if (!uid.matches("[0-9]{1,10}")) {
            throw Problem.malformed("Expected a number as uid");
        }
        return Long.parseLong(uid);
    }

    private static MessageSpec message(byte[] json, String source) {
        Json.check(json);
        return MessageSpec.json(new String(json, StandardCharsets.UTF_8), source);
    }

    private static List<MessageSpec> lines(byte[] body) {
        List<MessageSpec> messages = new ArrayList<>();
        int number = 0;
        int start = 0;
        while (start < body.length) {
            int end = start;
            while (end < body.length && body[end] != '\n') {
                end++;
            }
            number++;
            byte[] line = Arrays.copyOfRange(body, start, end);
            if (!new String(line, StandardCharsets.ISO_8859_1).isBlank()) {
                messages.add(message(line, "line " + number));
            }
            start = end + 1;
        }
        return messages;
    }

    private StoredMessage stored(Request request) {
        MailboxFixture mailbox = server.mailbox(request);
        return ControlledServer.found(() -> mailbox.message(request.uid()));
    }

    Answer get(Request request) {
        StoredMessage message = stored(request);
        return request.accepts(Request.MESSAGE)
                ? Answer.of(200, Request.MESSAGE, message.raw())
                : Answer.ok(shown(message, true));
    }

    Answer change(Request request) {
        long uid = stored(request).uid();
        MailboxFixture mailbox = server.mailbox(request);
        FlagChange change = request.json(FlagChange.class);
        change.add()
                .ifPresent(flags -> allowed(() -> {
                    mailbox.flag(uid, system(flags));
                    return mailbox.keyword(uid, keywords(flags));
                }));
        change.remove()
                .ifPresent(flags -> allowed(() -> {
                    mailbox.unflag(uid, system(flags));
                    return mailbox.removeKeyword(uid, keywords(flags));
                }));
        return Answer.ok(shown(stored(request), false));
    }

    private static Flag[] system(List<String> flags) {
        return Arrays.stream(Flag.values())
                .filter(flag -> flags.stream().anyMatch(flag.protocolName()::equalsIgnoreCase))
                .toArray(Flag[]::new);
    }

    private static String[] keywords(List<String> flags) {
        return flags.stream()
                .filter(name -> Arrays.stream(Flag.values())
                        .noneMatch(flag -> flag.protocolName().equalsIgnoreCase(name)))
                .toArray(String[]::new);
    }

    Answer expunge(Request request) {
        long uid = stored(request).uid();
        MailboxFixture mailbox = server.mailbox(request);
        done(() -> mailbox.expunge(uid));
        return Answer.nothing();
    }

    Answer clear(Request request) {
        server.mailbox(request).clear();
        return Answer.nothing();
    }

    Answer copy(Request request) {
        return transfer(request, false);
    }

    Answer move(Request request) {
        return transfer(request, true);
    }

    private Answer transfer(Request request, boolean move) {
        long uid = stored(request).uid();
        MailboxFixture mailbox = server.mailbox(request);
        Target target = request.json(Target.class);
        MailboxFixture to = server.mailbox(
                server.account(target.login().orElseGet(() -> request.variable("login"))), target.mailbox());
        return Answer.created(new Uid(done(() -> move ? mailbox.move(uid, to) : mailbox.copy(uid, to))));
    }
}
