package io.pymap.control;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.flow.FlowControlHandler;
import java.util.concurrent.ExecutorService;

/** A connection of the control API, from its beginning on. */
final class ControlChannel extends ChannelInitializer<Channel> {

    private static final int MOST_CONNECTIONS = 256;
    private static final int LONGEST_LINE = 16 << 10;
    private static final int LARGEST_HEAD = 16 << 10;

    private final Routes routes;
    private final Admission admission;
    private final ExecutorService workers;
    private final ChannelGroup open;

    ControlChannel(Routes routes, Admission admission, ExecutorService workers, ChannelGroup open) {
        this.routes = routes;
        this.admission = admission;
        this.workers = workers;
        this.open = open;
    }

    @Override
    protected void initChannel(Channel channel) {
        if (open.size() > MOST_CONNECTIONS) {
            channel.close();
            return;
        }
        open.add(channel);
        channel.pipeline()
                .addLast(new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(LONGEST_LINE)
                        .setMaxHeaderSize(LARGEST_HEAD)))
                .addLast(new WholeRequest())
                .addLast(new FlowControlHandler())
                .addLast(new RequestHandler(routes, admission, workers));
    }

    /** Says why, where a body is too large. */
    private static final class WholeRequest extends HttpObjectAggregator {

        WholeRequest() {
            super(ControlServer.LARGEST_BODY);
        }

        @Override
        protected void handleOversizedMessage(ChannelHandlerContext context, HttpMessage oversized) {
            Answer answer = new Problem(
                            HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                            "A request may hold " + ControlServer.LARGEST_BODY + " octets at most")
                    .answer();
            DefaultFullHttpResponse response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.REQUEST_ENTITY_TOO_LARGE,
                    Unpooled.wrappedBuffer(answer.body()));
            answer.headers().forEach(response.headers()::set);
            response.headers().set("content-length", answer.body().length).set("connection", "close");
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
