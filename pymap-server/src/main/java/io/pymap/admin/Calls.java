package io.pymap.admin;

import static io.grpc.Metadata.ASCII_STRING_MARSHALLER;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.pymap.admin.grpc.AppendResponse;
import io.pymap.admin.grpc.ListUsersResponse;
import io.pymap.admin.grpc.MailboxGrpc;
import io.pymap.admin.grpc.Result;
import io.pymap.admin.grpc.UserGrpc;
import io.pymap.admin.grpc.UserResponse;
import io.pymap.mailbox.MailboxException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What every call goes through before its request is read: the limit on their rate, the version of the client, and the
 * token, without which nobody fills our memory either.
 */
final class Calls implements ServerInterceptor {

    static final Metadata.Key<String> TOKEN = Metadata.Key.of("auth-token", ASCII_STRING_MARSHALLER);
    static final Metadata.Key<String> CLIENT_VERSION = Metadata.Key.of("client-version", ASCII_STRING_MARSHALLER);

    private static final Context.Key<Caller> CALLER = Context.key("caller");
    private static final Context.Key<Object> PEER = Context.key("peer");

    /** Calls that need a token, and how each of them says no. */
    private static final Map<MethodDescriptor<?, ?>, Function<Result, Object>> GUARDED = Map.of(
            MailboxGrpc.getAppendMethod(), Calls::noAppend,
            MailboxGrpc.getAppendStreamMethod(), Calls::noAppend,
            UserGrpc.getGetUserMethod(), Calls::noUser,
            UserGrpc.getSetUserMethod(), Calls::noUser,
            UserGrpc.getDeleteUserMethod(), Calls::noUser,
            UserGrpc.getListUsersMethod(),
                    result -> ListUsersResponse.newBuilder().setResult(result).build());

    private final AdminTokens tokens;
    private final RateLimit rate;

    Calls(AdminTokens tokens, RateLimit rate) {
        this.tokens = tokens;
        this.rate = rate;
    }

    private static Object noAppend(Result result) {
        return AppendResponse.newBuilder().setResult(result).build();
    }

    private static Object noUser(Result result) {
        return UserResponse.newBuilder().setResult(result).build();
    }

    /** Who makes this call. */
    static Optional<Caller> caller() {
        return Optional.ofNullable(CALLER.get());
    }

    /** Who makes this call, which is one that needs a token. */
    static Caller knownCaller() {
        return caller().orElseThrow(Refusal::invalidAuth);
    }

    /** From where this call comes: a machine, or whoever uses the socket. */
    static Object peer() {
        return Objects.requireNonNull(PEER.get(), "a call has a peer");
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        Object peer = peer(call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR));
        if (!rate.take(peer)) {
            return end(call, Status.RESOURCE_EXHAUSTED.withDescription("Too many calls; wait a second"));
        }
        String version = headers.get(CLIENT_VERSION);
        if (version != null && !AdminVersion.isCompatible(version)) {
            StatusRuntimeException incompatible = incompatible(version);
            Metadata trailers = Objects.requireNonNullElseGet(incompatible.getTrailers(), Metadata::new);
            call.close(incompatible.getStatus(), trailers);
            return new Deaf<>();
        }
        Optional<Caller> caller;
        try {
            caller = Optional.ofNullable(headers.get(TOKEN)).flatMap(tokens::verify);
        } catch (MailboxException e) {
            return refuse(call, e);
        }
        if (caller.isEmpty() && GUARDED.containsKey(call.getMethodDescriptor())) {
            return refuse(call, Refusal.invalidAuth());
        }
        Context context = Context.current().withValue(PEER, peer);
        return Contexts.interceptCall(
                caller.isPresent() ? context.withValue(CALLER, caller.get()) : context, call, headers, next);
    }

    private static Object peer(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress internet ? internet.getAddress() : "local";
    }

    private static <Q, R> ServerCall.Listener<Q> refuse(ServerCall<Q, R> call, RuntimeException why) {
        Function<Result, Object> refused = GUARDED.get(call.getMethodDescriptor());
        if (refused == null) {
            return end(call, Status.UNAVAILABLE.withDescription(why.getMessage()));
        }
        String name = String.valueOf(call.getMethodDescriptor().getBareMethodName());
        @SuppressWarnings("unchecked") // the table says which response belongs to which method
        R response = (R) refused.apply(Answers.failure(name, why));
        call.sendHeaders(new Metadata());
        call.sendMessage(response);
        return end(call, Status.OK);
    }

    private static <Q> ServerCall.Listener<Q> end(ServerCall<Q, ?> call, Status status) {
        call.close(status, new Metadata());
        return new Deaf<>();
    }

    /** Of a call that has ended. */
    private static final class Deaf<Q> extends ServerCall.Listener<Q> {}

    private static StatusRuntimeException incompatible(String clientVersion) {
        ErrorInfo details = ErrorInfo.newBuilder()
                .setReason("INCOMPATIBLE")
                .putMetadata("client_version", clientVersion)
                .putMetadata("server_version", AdminVersion.NUMBER)
                .build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(Status.Code.FAILED_PRECONDITION.value())
                .setMessage("Incompatible version: the client is of %s, use pymap-admin %s"
                        .formatted(clientVersion, AdminVersion.NUMBER))
                .addDetails(Any.pack(details))
                .build());
    }
}
