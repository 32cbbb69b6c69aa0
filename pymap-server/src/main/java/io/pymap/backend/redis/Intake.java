package io.pymap.backend.redis;

import io.pymap.backend.Sha256;
import io.pymap.backend.ThreadHeaders;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.Message;
import io.pymap.mailbox.NewMessage;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Brings messages into a mailbox: first what they hold, in as few round trips as can be, then one script for all of them. */
final class Intake {

    /** Octets that are sent to Redis ahead of their messages in one round trip. */
    private static final long OCTETS_AT_ONCE = 8 << 20;

    private final RedisAccount account;
    private final String mailboxId;
    private final Keys.Box keys;
    private final Link link;
    private final Records records;

    Intake(RedisAccount account, String mailboxId, Records records) {
        this.account = account;
        this.mailboxId = mailboxId;
        this.keys = account.keys().mailbox(mailboxId);
        this.link = account.services().link();
        this.records = records;
    }

    /** A message whose content is in Redis already. */
    record Put(NewMessage message, String words, String hash, String threadId, List<Sha256> threads) {

        InternalDate date() {
            return message.internalDate();
        }

        long size() {
            return message.content().size();
        }

        /** The keys of its thread, as scripts take them. */
        List<byte[]> threadKeys() {
            return threads.stream()
                    .map(key -> ByteBuffer.allocate(16)
                            .putLong(key.high())
                            .putLong(key.low())
                            .array())
                    .toList();
        }
    }

    /** Stores the contents ahead of their messages. */
    List<Put> put(List<NewMessage> messages) {
        List<Put> put = new ArrayList<>(messages.size());
        List<Call> calls = new ArrayList<>();
        long octets = 0;
        for (NewMessage message : messages) {
            String words = Records.words(message.flags());
            Content.InMemory content = message.content().load();
            String hash = Keys.hash(content.array(), content.offset(), content.length());
            String threadId = account.services().ids().next('T');
            put.add(new Put(
                    message, words, hash, threadId, ThreadHeaders.scan(content).keys()));
            calls.add(account.contents().put(hash, content));
            octets += content.length();
            if (octets > OCTETS_AT_ONCE) {
                link.ask(calls);
                calls.clear();
                octets = 0;
            }
        }
        link.ask(calls);
        return put;
    }

    /** Makes messages of them, all or none. */
    Answer add(List<Put> messages, Instant now) {
        List<byte[]> touched = new ArrayList<>(List.of(
                account.keys().account(),
                keys.info(),
                keys.messages(),
                keys.log(),
                keys.keywords(),
                account.keys().threads(),
                account.keys().threadsBefore()));
        List<byte[]> arguments = account.news(mailboxId, now.getEpochSecond());
        for (Put message : messages) {
            touched.add(account.keys().content(message.hash));
            arguments.addAll(Call.octets(
                    message.words,
                    message.date().epochSecond(),
                    message.date().offsetSeconds(),
                    message.size(),
                    message.hash,
                    message.threadId,
                    message.threads.size()));
            arguments.addAll(message.threadKeys());
        }
        return account.change(mailboxId, Call.of(Script.APPEND, touched, arguments));
    }

    /** @param at where the script tells of the message */
    Message message(Put put, Answer answer, int at, Instant now) {
        return new Message(
                answer.at(at).number(),
                answer.at(at + 1).number(),
                records.flags(answer.at(at + 2).text()),
                put.date(),
                now,
                Contents.emailId(put.hash),
                answer.at(at + 3).text(),
                records.content(answer.at(at).number(), put.hash, put.size()));
    }
}
