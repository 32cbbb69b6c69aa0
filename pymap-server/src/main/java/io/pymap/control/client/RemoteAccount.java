package io.pymap.control.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pymap.fixture.AccountFixture;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.MailboxSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An account of a server in another process. */
record RemoteAccount(RemoteImapServer server, String login) implements AccountFixture {

    Control control() {
        return server.control();
    }

    private String url() {
        return Control.path("accounts", login);
    }

    private String mailboxUrl(String path) {
        return url() + Control.path("mailboxes", path);
    }

    @Override
    public String password() {
        JsonNode password = control().get(url()).path("password");
        if (password.isMissingNode()) {
            throw new IllegalStateException("The password of " + login
                    + " is kept as a hash, and nobody has told it; give it another by changePassword");
        }
        return password.asText();
    }

    @Override
    public AccountFixture changePassword(String password) {
        control().send("PUT", url(), Control.object().put("password", password));
        return this;
    }

    @Override
    public AccountFixture quota(long octets) {
        control().send("PUT", url() + "/quota", Control.object().put("octets", octets));
        return this;
    }

    @Override
    public AccountFixture fillQuota() {
        control().send("PUT", url() + "/quota", Control.object().put("full", true));
        return this;
    }

    @Override
    public AccountFixture noQuota() {
        control().send("DELETE", url() + "/quota");
        return this;
    }

    @Override
    public Path maildir() {
        throw new IllegalStateException(
                "Mail is not in this process; look at the directory that the server in the other one has been given");
    }

    @Override
    public RemoteMailbox inbox() {
        return new RemoteMailbox(this, "INBOX");
    }

    @Override
    public RemoteMailbox mailbox(String path) {
        return new RemoteMailbox(
                this, control().get(mailboxUrl(path)).path("name").asText(path));
    }

    @Override
    public MailboxFixture create(String path) {
        JsonNode made = control().send("PUT", mailboxUrl(path), Control.object());
        return new RemoteMailbox(this, made.path("name").asText(path));
    }

    @Override
    public MailboxFixture fill(MailboxSpec spec) {
        MailboxSpec.Parts parts = spec.parts();
        ObjectNode wanted = Control.object().put("ifAbsent", true);
        if (parts.uidValidity() != 0) {
            wanted.put("uidValidity", parts.uidValidity());
        }
        if (!parts.specialUses().isEmpty()) {
            ArrayNode uses = wanted.putArray("specialUse");
            parts.specialUses().forEach(uses::add);
        }
        if (parts.subscribed()) {
            wanted.put("subscribed", true);
        }
        control().send("PUT", mailboxUrl(parts.path()), wanted);
        RemoteMailbox mailbox = new RemoteMailbox(this, parts.path());
        parts.messages().forEach(mailbox::append);
        if (parts.uidNext() != 0) {
            ObjectNode last = Control.object().put("ifAbsent", true).put("uidNext", parts.uidNext());
            control().send("PUT", mailboxUrl(parts.path()), last);
        }
        return mailbox;
    }

    @Override
    public List<String> mailboxes() {
        List<String> names = new ArrayList<>();
        control()
                .get(url() + "/mailboxes")
                .path("mailboxes")
                .forEach(mailbox -> names.add(mailbox.path("name").asText()));
        return names;
    }

    @Override
    public String toString() {
        return "account " + login;
    }
}
