package io.pymap.backend.redis;

import io.lettuce.core.protocol.CommandType;
import io.pymap.backend.ObjectIds;
import io.pymap.backend.redis.OctetCache.Name;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.Message;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The content of one user's messages, by its hash. */
final class Contents {

    private static final String OCTETS = "octets";

    private final Link link;
    private final Keys.Namespace keys;
    private final OctetCache cache;
    private final Duration grace;

    Contents(Link link, Keys.Namespace keys, OctetCache cache, Duration grace) {
        this.link = link;
        this.keys = keys;
        this.cache = cache;
        this.grace = grace;
    }

    /** What stores content ahead of its message. */
    Call put(String hash, Content.InMemory octets) {
        return Call.of(Script.PUT, List.of(keys.content(hash)), octets.compact().array(), grace.toSeconds());
    }

    /** @param uid of the message in the mailbox in which {@code readAhead} reads */
    Content stored(String hash, long size, long uid, ReadAhead readAhead) {
        return new OfMessage(this, hash, size, uid, readAhead);
    }

    /** The EMAILID, which is equal for equal content. RFC 8474 5.1. */
    static String emailId(String hash) {
        ByteBuffer octets = ByteBuffer.wrap(Base64.getUrlDecoder().decode(hash));
        return ObjectIds.id('M', octets.getLong(), octets.getLong());
    }

    static String hashOf(Content content) {
        if (!(content instanceof OfMessage stored)) {
            throw new IllegalStateException("Content of another backend");
        }
        return stored.hash;
    }

    /** A field of some content, and while at it those of the messages that may be next. */
    private Optional<byte[]> read(OfMessage message, String field) {
        Name name = name(message.hash, field);
        return cache.find(name).orElseGet(() -> {
            List<Name> names = new ArrayList<>(List.of(name));
            for (Message next : message.readAhead.with(message.uid, field, field.equals(OCTETS))) {
                Name ahead = name(hashOf(next.content()), field);
                if (cache.find(ahead).isEmpty()) {
                    names.add(ahead);
                }
            }
            List<Answer> answers = link.ask(names.stream()
                    .map(one -> Call.reading(CommandType.HGET, keys.content(one.hash()), field))
                    .toList());
            for (int i = 0; i < names.size(); i++) {
                Optional<byte[]> found = answers.get(i).octets();
                if (found.isPresent() || !field.equals(OCTETS)) { // octets that are not there may come again
                    cache.keep(names.get(i), found);
                }
            }
            return answers.get(0).octets();
        });
    }

    private Name name(String hash, String field) {
        return new Name(keys.id(), hash, field);
    }

    private record OfMessage(Contents contents, String hash, long size, long uid, ReadAhead readAhead)
            implements Content.Stored {

        @Override
        public Object identity() {
            return hash;
        }

        @Override
        public InMemory load() {
            byte[] octets = contents.read(this, OCTETS).orElseThrow(MailboxException.Gone::new);
            return new InMemory(octets, 0, octets.length);
        }

        @Override
        public Content open() {
            return load();
        }

        @Override
        public Notes notes() {
            return new NotesOf(contents, this);
        }
    }

    private record NotesOf(Contents contents, OfMessage message) implements Content.Notes {

        @Override
        public Optional<byte[]> find(String name) {
            return contents.read(message, name);
        }

        @Override
        public void keep(String name, byte[] value) {
            contents.cache.keep(contents.name(message.hash, name), Optional.of(value));
            contents.link.tell(Call.of(Script.NOTE, List.of(contents.keys.content(message.hash)), name, value));
        }
    }
}
