package io.pymap.fault;

import io.netty.channel.ChannelHandlerContext;
import io.pymap.fault.Plan.Part;
import io.pymap.transport.HookedConnection;
import java.util.Iterator;

/** What a connection waits for, one after the other. Of its event loop. */
final class Pauses {

    private final ChannelHandlerContext context;
    private final HookedConnection connection;
    private Runnable giveUp = () -> {};

    Pauses(ChannelHandlerContext context, HookedConnection connection) {
        this.context = context;
        this.connection = connection;
    }

    /** Runs the task when all that the plan wants to wait for has come, unless the connection has gone meanwhile. */
    void after(Plan plan, Runnable task) {
        after(plan.pauses().iterator(), task);
    }

    private void after(Iterator<Part<Pause>> pauses, Runnable task) {
        if (!pauses.hasNext()) {
            task.run();
            return;
        }
        Part<Pause> pause = pauses.next();
        giveUp = pause.value().begin(context.executor(), connection.timers(), () -> {
            if (context.channel().isActive() && !context.isRemoved()) {
                after(pauses, task);
            }
        });
        pause.firing().struck(connection); // behind it: a test that waits for this lets time pass then
    }

    /** The connection is gone. */
    void end() {
        giveUp.run();
    }
}
