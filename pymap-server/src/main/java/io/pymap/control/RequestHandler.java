package io.pymap.control;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.pymap.mailbox.MailboxException;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has requests answered, one after the other, on a worker. Of one connection and its event loop. */
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    /** How long a client may take for a request, and between two. */
    private static final int PATIENCE_SECONDS = 30;

    private final Routes routes;
    private final Admission admission;
    private final ExecutorService workers;
    private @Nullable Future<?> patience; // null while the client waits for the server
    private @Nullable Future<?> running; // null while nothing is asked

    RequestHandler(Routes routes, Admission admission, ExecutorService workers) {
        this.routes = routes;
        this.admission = admission;
        this.workers = workers;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        waitForRequest(context);
    }

    private void waitForRequest(ChannelHandlerContext context) {
        patience = context.executor().schedule(() -> context.close(), PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void endPatience() {
        if (patience != null) {
            patience.cancel(false);
            patience = null;
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        endPatience();
        context.channel().config().setAutoRead(false); // the next one when this one is answered
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        if (request.decoderResult().isFailure()) {
            write(context, undecoded(request.decoderResult().cause()).answer(), false);
            return;
        }
        String method = request.method().name();
        String target = request.uri();
        HttpHeaders headers = request.headers().copy();
        byte[] body = ByteBufUtil.getBytes(request.content());
        running = workers.submit(() -> {
            Answer answer = answer(method, target, headers, body);
            context.executor().execute(() -> write(context, answer, keepAlive));
        });
    }

    private static Problem undecoded(Throwable cause) {
        if (cause instanceof TooLongHttpLineException) {
            return new Problem(HttpResponseStatus.REQUEST_URI_TOO_LONG, "The first line is too long");
        }
        if (cause instanceof TooLongHttpHeaderException) {
            return new Problem(HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "The head is too long");
        }
        return Problem.malformed("Expected a request of HTTP/1.1");
    }

    /** The one place where a failure of ours becomes an answer. */
    private Answer answer(String method, String target, HttpHeaders headers, byte[] body) {
        try {
            Routes.Found found = routes.find(Request.of(method, target, headers, body));
            admission.check(found.route(), found.request());
            return found.answer();
        } catch (Problem problem) {
            return problem.answer();
        } catch (MailboxException.Unavailable e) {
            return new Problem(HttpResponseStatus.SERVICE_UNAVAILABLE, String.valueOf(e.getMessage())).answer();
        } catch (RuntimeException e) {
            LOG.error("{} of the control API failed", method, e);
            return new Problem(HttpResponseStatus.INTERNAL_SERVER_ERROR, "The server has failed; its log says how")
                    .answer();
        }
    }

    private void write(ChannelHandlerContext context, Answer answer, boolean keepAlive) {
        running = null;
        HttpResponseStatus status = HttpResponseStatus.valueOf(answer.status());
        if (answer.events().isPresent()) {
            HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
            setHeaders(head, answer, true);
            HttpUtil.setTransferEncodingChunked(head, true);
            context.pipeline().addLast(new EventStream(answer.events().get()));
            context.writeAndFlush(head);
            context.pipeline().remove(this);
            context.channel().config().setAutoRead(true); // so that the end is seen
            return;
        }
        DefaultFullHttpResponse whole =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.wrappedBuffer(answer.body()));
        setHeaders(whole, answer, keepAlive);
        if (answer.status() != HttpResponseStatus.NO_CONTENT.code()) {
            whole.headers().set("content-length", answer.body().length);
        }
        ChannelFuture written = context.writeAndFlush(whole);
        if (!keepAlive) {
            written.addListener(ChannelFutureListener.CLOSE);
            return;
        }
        waitForRequest(context);
        context.channel().config().setAutoRead(true);
    }

    private static void setHeaders(HttpResponse response, Answer answer, boolean keepAlive) {
        answer.headers().forEach(response.headers()::set);
        response.headers().set("x-content-type-options", "nosniff");
        if (!keepAlive) {
            response.headers().set("connection", "close");
        }
    }

    /** Nobody waits for the answer any more. */
    @Override
    public void channelInactive(ChannelHandlerContext context) {
        endPatience();
        if (running != null) {
            running.cancel(true);
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.warn("A connection of the control API ends", cause);
        }
        context.close();
    }
}
