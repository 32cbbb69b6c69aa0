package io.pymap.admin;

import io.grpc.stub.StreamObserver;
import io.pymap.admin.grpc.LoginRequest;
import io.pymap.admin.grpc.LoginResponse;
import io.pymap.admin.grpc.PingRequest;
import io.pymap.admin.grpc.PingResponse;
import io.pymap.admin.grpc.SystemGrpc;
import io.pymap.auth.AuthenticationException;
import io.pymap.auth.Authenticator;
import io.pymap.auth.Identity;
import io.pymap.mailbox.User;
import java.time.Instant;
import java.util.Optional;

/** Which versions there are, and tokens for those who know a password. */
final class SystemService extends SystemGrpc.SystemImplBase {

    private final Authenticator authenticator;
    private final AdminTokens tokens;
    private final RateLimit guesses;
    private final String version;

    /** @param guesses how many wrong passwords may be tried */
    SystemService(Authenticator authenticator, AdminTokens tokens, RateLimit guesses, String version) {
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.guesses = guesses;
        this.version = version;
    }

    @Override
    public void ping(PingRequest request, StreamObserver<PingResponse> to) {
        Answers.send(
                to,
                "Ping",
                result -> PingResponse.newBuilder().setResult(result).build(),
                () -> PingResponse.newBuilder()
                        .setResult(Answers.success("Ping"))
                        .setPymapVersion(version)
                        .setPymapAdminVersion(AdminVersion.NUMBER)
                        .build());
    }

    @Override
    public void login(LoginRequest request, StreamObserver<LoginResponse> to) {
        Answers.send(
                to,
                "Login",
                result -> LoginResponse.newBuilder().setResult(result).build(),
                () -> login(request));
    }

    private LoginResponse login(LoginRequest request) {
        User user = request.hasSecret() ? byPassword(request) : byToken(request);
        Optional<Instant> expiry =
                request.hasTokenExpiration() ? Optional.of(moment(request.getTokenExpiration())) : Optional.empty();
        return LoginResponse.newBuilder()
                .setResult(Answers.success("Login"))
                .setBearerToken(tokens.of(user, expiry))
                .build();
    }

    private static Instant moment(double unixTime) {
        if (!(unixTime >= 0 && unixTime < 253_402_300_800d)) { // the year 10000
            throw Refusal.notAllowed("The expiration is no time up to the year 9999.");
        }
        return Instant.ofEpochSecond((long) unixTime);
    }

    private User byPassword(LoginRequest request) {
        Object peer = Calls.peer();
        if (!guesses.take(peer)) {
            throw new Refusal("TemporaryFailure", "LIMIT", "Too many logins have failed; wait some seconds.");
        }
        Identity self = authenticator.login(request.getAuthcid(), request.getSecret());
        Identity identity = authenticator.authorize(self.user(), request.getAuthzid());
        guesses.giveBack(peer);
        return identity.user();
    }

    /** The new token is for no more than the old one. */
    private User byToken(LoginRequest request) {
        Caller caller = Calls.knownCaller();
        String name = request.getAuthzid().isEmpty() ? request.getAuthcid() : request.getAuthzid();
        caller.require(name);
        if (!caller.isAdmin()) {
            throw AuthenticationException.notAuthorized();
        }
        return authenticator.user(name).orElseThrow(Refusal::userNotFound);
    }
}
