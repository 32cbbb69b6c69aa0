package io.pymap.admin;

import com.google.protobuf.ByteString;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.pymap.admin.grpc.Result;
import io.pymap.admin.grpc.ResultCode;
import io.pymap.auth.AuthenticationException;
import io.pymap.mailbox.MailboxException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a client is told of a call: the one place where exceptions become answers. */
final class Answers {

    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

    private static final Map<Class<?>, String[]> KEYS_AND_CODES = Map.of(
            MailboxException.NotFound.class, new String[] {"UserNotFound", "NONEXISTENT"},
            MailboxException.AlreadyExists.class, new String[] {"CannotReplaceUser", "ALREADYEXISTS"},
            MailboxException.Conflict.class, new String[] {"CannotReplaceUser", ""},
            MailboxException.ReadOnly.class, new String[] {"MailboxReadOnly", "READ-ONLY"},
            MailboxException.OverQuota.class, new String[] {"AppendFailure", "OVERQUOTA"},
            MailboxException.OverLimit.class, new String[] {"AppendFailure", "LIMIT"},
            MailboxException.Unavailable.class, new String[] {"TemporaryFailure", "UNAVAILABLE"});

    private static final String[] OTHERWISE = {"NotAllowedError", "CANNOT"};

    private Answers() {}

    static Result success(String call) {
        return result(ResultCode.SUCCESS, call + " OK completed.", "");
    }

    /** @param failure one that {@link #isAnswer} */
    static Result failure(String call, RuntimeException failure) {
        Refusal refusal = refusal(failure);
        String code = refusal.code().isEmpty() ? "" : "[" + refusal.code() + "] ";
        return result(ResultCode.FAILURE, call + " NO " + code + refusal.getMessage(), refusal.key());
    }

    private static Result result(ResultCode code, String response, String key) {
        return Result.newBuilder()
                .setCode(code)
                .setResponse(ByteString.copyFromUtf8(response + "\r\n"))
                .setKey(key)
                .build();
    }

    private static boolean isAnswer(RuntimeException failure) {
        return failure instanceof Refusal
                || failure instanceof MailboxException
                || failure instanceof AuthenticationException;
    }

    private static Refusal refusal(RuntimeException failure) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        String message = String.valueOf(failure.getMessage());
        String text = message.endsWith(".") ? message : message + ".";
        if (failure instanceof AuthenticationException refused) {
            return refused.kind() == AuthenticationException.Kind.NOT_AUTHORIZED
                    ? new Refusal("AuthorizationFailure", "AUTHORIZATIONFAILED", text)
                    : new Refusal("InvalidAuth", "AUTHENTICATIONFAILED", text);
        }
        String[] keyAndCode = KEYS_AND_CODES.getOrDefault(failure.getClass(), OTHERWISE);
        return new Refusal(keyAndCode[0], keyAndCode[1], text);
    }

    /**
     * Does the work and sends what it gives.
     *
     * @param refused what to send where the work ends in a refusal
     */
    static <R> void send(StreamObserver<R> to, String call, Function<Result, R> refused, Supplier<R> work) {
        R response;
        try {
            response = work.get();
        } catch (RuntimeException e) {
            if (!isAnswer(e)) {
                LOG.error("{} failed", call, e);
                to.onError(
                        Status.UNKNOWN.withDescription("Internal Server Error").asRuntimeException());
                return;
            }
            response = refused.apply(failure(call, e));
        }
        if (!Context.current().isCancelled()) { // nobody is there any more
            to.onNext(response);
            to.onCompleted();
        }
    }
}
