package io.pymap.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInboundHandlerAdapter;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads on which connections live, and the kind of socket that goes with them. The first time in a process, when Netty
 * takes as long to start as all that is ours, they are made on a thread of its own, and waited for when a server listens.
 */
public final class EventLoops implements AutoCloseable {

    /** SLF4J gives stand-ins to who comes while it starts for another: it is to start here, ahead of the thread that needs it. */
    private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);

    /** Whether Netty has yet to start in this process. */
    private static final AtomicBoolean COLD = new AtomicBoolean(true);

    private final CompletableFuture<Sockets> sockets;

    /** Threads, and the kind of socket that listens on them. */
    private record Sockets(EventLoopGroup group, Class<? extends ServerChannel> serverChannel) {

        /** What the first server would wait for else: a socket that never listens takes most of the way of one that does. */
        void warmUp() {
            new ServerBootstrap()
                    .group(group)
                    .channel(serverChannel)
                    .childHandler(new ChannelInboundHandlerAdapter())
                    .register()
                    .channel()
                    .close();
        }
    }

    private EventLoops(Supplier<Sockets> kind) {
        if (COLD.getAndSet(false)) {
            LOG.debug("Starting Netty");
            sockets = CompletableFuture.supplyAsync(kind, EventLoops::beside);
            sockets.thenAcceptAsync(Sockets::warmUp, EventLoops::beside);
        } else {
            sockets = CompletableFuture.completedFuture(kind.get());
        }
    }

    private static void beside(Runnable task) {
        Thread thread = new Thread(task, "pymap-start");
        thread.setDaemon(true);
        thread.start();
    }

    /** Of the JDK: works everywhere and needs no native library. */
    public static EventLoops nio(int threads) {
        return new EventLoops(() -> nioSockets(threads));
    }

    /** Of the operating system where Netty has them on the class path, else as {@link #nio}. */
    public static EventLoops best(int threads) {
        return new EventLoops(() -> bestSockets(threads));
    }

    @SuppressWarnings("deprecation") // the one class for this that both Netty 4.1 and 4.2 have
    private static Sockets nioSockets(int threads) {
        return new Sockets(new NioEventLoopGroup(threads, threadFactory()), NioServerSocketChannel.class);
    }

    private static Sockets bestSockets(int threads) {
        if (isPresent("io.netty.channel.epoll.Epoll") && Epoll.isAvailable()) {
            return epoll(threads);
        }
        if (isPresent("io.netty.channel.kqueue.KQueue") && KQueue.isAvailable()) {
            return kqueue(threads);
        }
        return nioSockets(threads);
    }

    @SuppressWarnings("deprecation") // as above
    private static Sockets epoll(int threads) {
        return new Sockets(new EpollEventLoopGroup(threads, threadFactory()), EpollServerSocketChannel.class);
    }

    @SuppressWarnings("deprecation") // as above
    private static Sockets kqueue(int threads) {
        return new Sockets(new KQueueEventLoopGroup(threads, threadFactory()), KQueueServerSocketChannel.class);
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
        return sockets.join().group;
    }

    public Class<? extends ServerChannel> serverChannel() {
        return sockets.join().serverChannel;
    }

    /** Ends the threads, and waits for that. */
    @Override
    public void close() {
        group().shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }
}
