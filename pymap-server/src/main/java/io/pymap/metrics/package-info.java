/**
 * What a running server does, for those who count it.
 *
 * <p>{@link io.pymap.metrics.ServerMetrics} is told of connections, octets, logins, commands and failures. It never hears
 * names of users or mailboxes, nor anything else that a client has chosen. Depends on nothing of ours.
 */
@NullMarked
package io.pymap.metrics;

import org.jspecify.annotations.NullMarked;
