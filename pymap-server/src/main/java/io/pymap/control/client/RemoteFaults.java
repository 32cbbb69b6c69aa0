package io.pymap.control.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.pymap.fault.Faults;
import io.pymap.fault.Rule;
import io.pymap.fault.RuleSpec;
import io.pymap.fault.TlsFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What goes wrong on a server in another process. */
record RemoteFaults(Control control) implements Faults {

    private record RemoteRule(Control control, int number, String text) implements Rule {

        @Override
        public int hits() {
            return control.get(url()).path("hits").asInt();
        }

        @Override
        public void remove() {
            control.send("DELETE", url());
        }

        private String url() {
            return Control.path("faults", Integer.toString(number));
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @Override
    public Rule add(RuleSpec spec) {
        return rule(control.send("POST", "/faults", Control.object().put("rule", spec.text())));
    }

    private Rule rule(JsonNode rule) {
        return new RemoteRule(
                control, rule.path("number").asInt(), rule.path("rule").asText());
    }

    @Override
    public void tls(TlsFault fault) {
        try {
            control.send("PUT", Control.path("faults", "tls", fault.name()), Control.object());
        } catch (IllegalArgumentException e) { // no certificate to make others of
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void lag(Duration by) {
        control.send("PUT", "/faults/lag", Control.object().put("by", by.toString()));
    }

    @Override
    public String revocationList() {
        try {
            return control.get("/faults/tls/crl").path("pem").asText();
        } catch (IllegalArgumentException e) { // no authority
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void openGate(String name) {
        control.send("DELETE", Control.path("gates", name));
    }

    @Override
    public void closeGate(String name) {
        control.send("PUT", Control.path("gates", name), Control.object());
    }

    @Override
    public List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        control.get("/faults").path("rules").forEach(rule -> rules.add(rule(rule)));
        return rules;
    }

    @Override
    public void clear() {
        control.send("DELETE", "/faults");
    }

    @Override
    public boolean hasAnswered(String connection, String tag) {
        for (JsonNode command : control.get("/faults").path("answered")) {
            if (command.path("connection").asText().equals(connection)
                    && command.path("tag").asText().equals(tag)) {
                return true;
            }
        }
        return false;
    }
}
