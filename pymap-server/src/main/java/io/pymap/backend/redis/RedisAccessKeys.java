package io.pymap.backend.redis;

import io.lettuce.core.protocol.CommandType;
import io.pymap.mailbox.AccessKey;
import io.pymap.mailbox.AccessKeys;
import io.pymap.mailbox.Mailbox;
import java.util.List;
import java.util.Optional;

/** The mailbox access keys of one user, in Redis. */
final class RedisAccessKeys implements AccessKeys {

    private final Link link;
    private final Keys.Namespace keys;

    RedisAccessKeys(Link link, Keys.Namespace keys) {
        this.link = link;
        this.keys = keys;
    }

    @Override
    public Optional<AccessKey> find(Mailbox mailbox) {
        return link.ask(Call.reading(CommandType.HGET, keys.accessKeys(), mailbox.id()))
                .octets()
                .map(AccessKey::of);
    }

    @Override
    public AccessKey obtain(Mailbox mailbox) {
        return key(mailbox, "OBTAIN");
    }

    @Override
    public AccessKey renew(Mailbox mailbox) {
        return key(mailbox, "RENEW");
    }

    private AccessKey key(Mailbox mailbox, String mode) {
        Answer answer = link.ask(Call.of(
                Script.ACCESS_KEY,
                List.of(keys.accessKeys()),
                mailbox.id(),
                AccessKey.random().octets(),
                mode,
                MAX_KEYS));
        return AccessKey.of(answer.done().at(1).octets().orElseThrow());
    }

    @Override
    public void clear() {
        link.ask(Call.repeatable(CommandType.DEL, keys.accessKeys()));
    }
}
