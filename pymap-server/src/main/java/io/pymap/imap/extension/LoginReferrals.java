package io.pymap.imap.extension;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState;
import io.pymap.imap.session.SessionState.NotAuthenticated;
import io.pymap.imap.vocabulary.Extension;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * LOGIN-REFERRALS: users who live on another server are sent there. RFC 2221.
 *
 * <p>LOGIN is refused by the name, whatever the password. AUTHENTICATE knows the name only from a user who is here as well.
 */
public final class LoginReferrals implements Extension {

    private final Map<String, String> urlOfUser;

    /** Nobody lives elsewhere. */
    public LoginReferrals() {
        this(Map.of());
    }

    private LoginReferrals(Map<String, String> urlOfUser) {
        this.urlOfUser = Map.copyOf(urlOfUser);
    }

    /**
     * With one more user who lives elsewhere.
     *
     * @param url of the other server: {@code imap://ann;AUTH=*@other.example.com/}
     * @throws IllegalArgumentException where that is no such URL
     */
    public LoginReferrals with(String user, String url) {
        if (!url.matches("(?i)imaps?://[!-Z^-~]+")) { // no bracket, which would end the response code
            throw new IllegalArgumentException("Expected an imap:// URL of the server where " + user + " lives");
        }
        Map<String, String> more = new HashMap<>(urlOfUser);
        more.put(user, url);
        return new LoginReferrals(more);
    }

    @Override
    public String name() {
        return "LOGIN-REFERRALS";
    }

    @Override
    public String source() {
        return "RFC 2221";
    }

    @Override
    public String summary() {
        return "Users who live elsewhere are sent there; told where there are any";
    }

    @Override
    public List<String> capabilities(SessionState session) {
        return session instanceof NotAuthenticated && !urlOfUser.isEmpty() ? List.of(name()) : List.of();
    }

    @Override
    public Optional<Refusal> loginRefusal(String user) {
        return Optional.ofNullable(urlOfUser.get(user))
                .map(url -> new Refusal(new ResponseCode("REFERRAL " + url), "User lives on another server."));
    }
}
