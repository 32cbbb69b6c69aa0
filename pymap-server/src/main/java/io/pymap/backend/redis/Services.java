package io.pymap.backend.redis;

import io.lettuce.core.protocol.CommandType;
import io.pymap.backend.ObjectIds;
import java.time.Duration;

/**
 * What accounts and mailboxes of one backend share.
 *
 * @param link to the Redis that has the mail
 * @param grace how long things stay that nobody has a name for any more
 * @param firstUid the UID of the first message in each mailbox
 */
record Services(Link link, Keys keys, News news, ObjectIds ids, OctetCache cache, Duration grace, long firstUid) {

    /** Notes ahead of the deed that something is to be cleared away, once the grace time has passed. */
    void doom(String namespace, String what) {
        long due = ids.clock().instant().plus(grace).getEpochSecond();
        link.ask(Call.repeatable(CommandType.ZADD, keys.doomed(), due, namespace + " " + what));
    }
}
