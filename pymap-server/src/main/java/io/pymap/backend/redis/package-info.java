/**
 * The backend in Redis: users and mail that many servers share.
 *
 * <p>All state is in Redis; what is kept here is a copy that is brought up to date before anything is answered from it.
 * Each change is one Lua script on the keys of one user, which lie in one slot of a cluster. Calls wait for Redis, at most
 * as long as the command timeout. The keys, the scripts and what an outage does are in {@code docs/redis.md}.
 *
 * <p>May depend on {@code io.pymap.backend}, {@code io.pymap.mailbox} and its index, and Lettuce, which nothing else knows.
 */
@NullMarked
package io.pymap.backend.redis;

import org.jspecify.annotations.NullMarked;
