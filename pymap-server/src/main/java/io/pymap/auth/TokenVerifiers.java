package io.pymap.auth;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Several who judge tokens: a token is good where one of them says so. */
public record TokenVerifiers(List<TokenVerifier> all) implements TokenVerifier {

    public TokenVerifiers {
        all = List.copyOf(all);
    }

    @Override
    public Optional<String> user(String token, Instant now) {
        return first(verifier -> verifier.user(token, now));
    }

    @Override
    public Optional<String> scope() {
        return first(TokenVerifier::scope);
    }

    @Override
    public Optional<URI> openIdConfiguration() {
        return first(TokenVerifier::openIdConfiguration);
    }

    private <T> Optional<T> first(Function<TokenVerifier, Optional<T>> question) {
        return all.stream().map(question).flatMap(Optional::stream).findFirst();
    }
}
