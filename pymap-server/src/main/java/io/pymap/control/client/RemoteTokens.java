package io.pymap.control.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pymap.fixture.TokenFixture;
import java.time.Duration;

/** Tokens that a server in another process takes. */
record RemoteTokens(Control control) implements TokenFixture {

    @Override
    public String issue() {
        return issue(Control.object());
    }

    @Override
    public String issue(Duration lifetime) {
        return issue(Control.object().put("expiresIn", lifetime.toString()));
    }

    @Override
    public String issue(String login, Duration lifetime) {
        return issue(Control.object().put("login", login).put("expiresIn", lifetime.toString()));
    }

    private String issue(ObjectNode wanted) {
        return control.send("POST", "/tokens", wanted).path("token").asText();
    }

    @Override
    public TokenFixture revoke(String token) {
        control.send("DELETE", Control.path("tokens", token));
        return this;
    }
}
