package io.pymap.backend.redis;

import io.lettuce.core.protocol.CommandType;
import io.pymap.backend.ObjectIds;
import io.pymap.backend.redis.OctetCache.Name;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.MailboxException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
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
        byte[] exact = octets.offset() == 0 && octets.length() == octets.array().length
                ? octets.array()
                : Arrays.copyOfRange(octets.array(), octets.offset(), octets.offset() + octets.length());
        return Call.of(Script.PUT, List.of(keys.content(hash)), exact, grace.toSeconds());
    }

    Content stored(String hash, long size) {
        return new OfMessage(this, hash, size);
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

    private Optional<byte[]> read(String hash, String field) {
        Name name = new Name(keys.id(), hash, field);
        return cache.find(name).orElseGet(() -> {
            Optional<byte[]> read = link.ask(Call.reading(CommandType.HGET, keys.content(hash), field))
                    .octets();
            cache.keep(name, read);
            return read;
        });
    }

    private record OfMessage(Contents contents, String hash, long size) implements Content.Stored {

        @Override
        public Object identity() {
            return hash;
        }

        @Override
        public InMemory load() {
            byte[] octets = contents.read(hash, OCTETS).orElseThrow(() -> {
                contents.cache.forget(new Name(contents.keys.id(), hash, OCTETS));
                return new MailboxException.Gone();
            });
            return new InMemory(octets, 0, octets.length);
        }

        @Override
        public Content open() {
            return load();
        }

        @Override
        public Notes notes() {
            return new NotesOf(contents, hash);
        }
    }

    private record NotesOf(Contents contents, String hash) implements Content.Notes {

        @Override
        public Optional<byte[]> find(String name) {
            return contents.read(hash, name);
        }

        @Override
        public void keep(String name, byte[] value) {
            contents.cache.keep(new Name(contents.keys.id(), hash, name), Optional.of(value));
            contents.link.tell(Call.of(Script.NOTE, List.of(contents.keys.content(hash)), name, value));
        }
    }
}
