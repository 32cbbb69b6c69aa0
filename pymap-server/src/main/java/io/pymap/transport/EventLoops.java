package io.pymap.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.kqueue.KQueue;
import io.netty.channel.kqueue.KQueueEventLoopGroup;
import io.netty.channel.kqueue.KQueueServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads on which connections live, and the kind of socket that goes with them. */
public final class EventLoops implements AutoCloseable {

    private final EventLoopGroup group;
    private final Class<? extends ServerChannel> serverChannel;

    private EventLoops(EventLoopGroup group, Class<? extends ServerChannel> serverChannel) {
        this.group = group;
        this.serverChannel = serverChannel;
    }

    /** Of the JDK: works everywhere and needs no native library. */
    @SuppressWarnings("deprecation") // the one class for this that both Netty 4.1 and 4.2 have
    public static EventLoops nio(int threads) {
        return new EventLoops(new NioEventLoopGroup(threads, threadFactory()), NioServerSocketChannel.class);
    }

    /** Of the operating system where Netty has them on the class path, else as {@link #nio}. */
    public static EventLoops best(int threads) {
        if (isPresent("io.netty.channel.epoll.Epoll") && Epoll.isAvailable()) {
            return epoll(threads);
        }
        if (isPresent("io.netty.channel.kqueue.KQueue") && KQueue.isAvailable()) {
            return kqueue(threads);
        }
        return nio(threads);
    }

    @SuppressWarnings("deprecation") // as above
    private static EventLoops epoll(int threads) {
        return new EventLoops(new EpollEventLoopGroup(threads, threadFactory()), EpollServerSocketChannel.class);
    }

    @SuppressWarnings("deprecation") // as above
    private static EventLoops kqueue(int threads) {
        return new EventLoops(new KQueueEventLoopGroup(threads, threadFactory()), KQueueServerSocketChannel.class);
    }

    private static boolean isPresent(String className) {
        try {
            Class.forName(className, false, EventLoops.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static ThreadFactory threadFactory() {
        return new DefaultThreadFactory("pymap", true);
    }

    public EventLoopGroup group() {
        return group;
    }

    public Class<? extends ServerChannel> serverChannel() {
        return serverChannel;
    }

    /** Ends the threads, and waits for that. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
