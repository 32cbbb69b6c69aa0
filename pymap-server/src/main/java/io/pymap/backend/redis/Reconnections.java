package io.pymap.backend.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import java.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when connections go and come back. */
final class Reconnections implements RedisConnectionStateListener {

    private static final Logger LOG = LoggerFactory.getLogger(Reconnections.class);

    private final Wakeup connected;
    private volatile boolean hushed = true; // attempts at the start are told by who makes them

    Reconnections(Wakeup connected) {
        this.connected = connected;
    }

    /** Signals when there is a connection again. */
    Wakeup connected() {
        return connected;
    }

    /** What goes from now on is worth mention. */
    void begin() {
        hushed = false;
    }

    /** What goes from now on needs no mention. */
    void hush() {
        hushed = true;
    }

    @Override
    public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress socketAddress) {
        LOG.info("Connected to Redis at {}", socketAddress);
        connected.signal();
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
        if (!hushed) {
            LOG.warn("A connection to Redis is gone; it is tried again until it is back");
        }
    }

    @Override
    public void onRedisExceptionCaught(RedisChannelHandler<?, ?> connection, Throwable cause) {
        LOG.debug("A connection to Redis has failed", cause);
    }
}
