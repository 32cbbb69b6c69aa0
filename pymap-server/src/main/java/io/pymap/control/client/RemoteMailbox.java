package io.pymap.control.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pymap.fixture.Flag;
import io.pymap.fixture.MailboxFixture;
import io.pymap.fixture.MessageSpec;
import io.pymap.fixture.Snapshot;
import io.pymap.fixture.StoredMessage;
import io.pymap.fixture.WrittenMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** A mailbox of a server in another process. */
record RemoteMailbox(RemoteAccount account, String path) implements MailboxFixture {

    /** Characters of one request: a large mailbox is neither sent nor held at once. */
    private static final int PIECE = 4 << 20;

    private Control control() {
        return account.control();
    }

    private String url() {
        return Control.path("accounts", account.login(), "mailboxes", path);
    }

    private String messageUrl(long uid) {
        return url() + Control.path("messages", Long.toString(uid));
    }

    JsonNode told() {
        return control().get(url());
    }

    @Override
    public MailboxFixture append(MessageSpec... messages) {
        return append(Arrays.asList(messages));
    }

    @Override
    public MailboxFixture append(Iterable<MessageSpec> messages) {
        OffsetDateTime now =
                account.server().clock().now().atOffset(ZoneOffset.UTC).withNano(0);
        StringBuilder lines = new StringBuilder();
        for (MessageSpec message : messages) {
            lines.append(line(message.written(now, account.server().nextMessage())))
                    .append('\n');
            if (lines.length() > PIECE) {
                send(lines);
            }
        }
        if (!lines.isEmpty()) {
            send(lines);
        }
        return this;
    }

    private void send(StringBuilder lines) {
        control().sendLines(url() + "/messages", lines.toString());
        lines.setLength(0);
    }

    private static ObjectNode line(WrittenMessage message) {
        ObjectNode line = Control.object();
        line.put("rawBase64", Base64.getEncoder().encodeToString(message.octets()));
        ArrayNode flags = line.putArray("flags");
        message.flags().forEach(flags::add);
        line.put("internalDate", message.internalDate().toString());
        message.uid().ifPresent(uid -> line.put("uid", uid));
        return line;
    }

    @Override
    public List<StoredMessage> messages() {
        return snapshot().messages();
    }

    @Override
    public StoredMessage message(long uid) {
        return stored(control().get(messageUrl(uid)));
    }

    @Override
    public Snapshot snapshot() {
        JsonNode all = control().get(url() + "/messages?raw=true");
        List<StoredMessage> messages = new ArrayList<>();
        all.path("messages").forEach(message -> messages.add(stored(message)));
        return new Snapshot(
                path,
                all.path("uidValidity").asLong(),
                all.path("uidNext").asLong(),
                all.path("highestModSeq").asLong(),
                messages);
    }

    private static StoredMessage stored(JsonNode message) {
        Set<String> flags = new LinkedHashSet<>();
        message.path("flags").forEach(flag -> flags.add(flag.asText()));
        try {
            return new StoredMessage(
                    message.path("uid").asLong(),
                    flags,
                    OffsetDateTime.parse(message.path("internalDate").asText()),
                    message.path("modSeq").asLong(),
                    message.path("raw").binaryValue());
        } catch (IOException e) {
            throw new UncheckedIOException("a message whose octets are not in base64", e);
        }
    }

    @Override
    public List<Long> uids() {
        JsonNode all = control().get(url() + "/messages");
        return StreamSupport.stream(all.path("messages").spliterator(), false)
                .map(message -> message.path("uid").asLong())
                .toList();
    }

    @Override
    public MailboxFixture flag(long uid, Flag... flags) {
        return store(uid, "add", names(flags));
    }

    @Override
    public MailboxFixture keyword(long uid, String... keywords) {
        return store(uid, "add", keywords);
    }

    @Override
    public MailboxFixture unflag(long uid, Flag... flags) {
        return store(uid, "remove", names(flags));
    }

    @Override
    public MailboxFixture removeKeyword(long uid, String... keywords) {
        return store(uid, "remove", keywords);
    }

    private MailboxFixture store(long uid, String how, String... flags) {
        ObjectNode change = Control.object();
        ArrayNode names = change.putArray(how);
        Arrays.stream(flags).forEach(names::add);
        control().send("PATCH", messageUrl(uid), change);
        return this;
    }

    private static String[] names(Flag... flags) {
        return Arrays.stream(flags).map(Flag::protocolName).toArray(String[]::new);
    }

    /** All or none, as by a server in this process. */
    @Override
    public MailboxFixture expunge(long... uids) {
        for (long uid : uids) {
            message(uid);
        }
        for (long uid : uids) {
            control().send("DELETE", messageUrl(uid));
        }
        return this;
    }

    @Override
    public MailboxFixture clear() {
        control().send("DELETE", url() + "/messages");
        return this;
    }

    @Override
    public long copy(long uid, MailboxFixture target) {
        return transfer(uid, "copy", target);
    }

    @Override
    public long move(long uid, MailboxFixture target) {
        return transfer(uid, "move", target);
    }

    private long transfer(long uid, String how, MailboxFixture target) {
        if (!(target instanceof RemoteMailbox other) || other.account.server() != account.server()) {
            throw new IllegalArgumentException("Expected a mailbox of the same server, got " + target);
        }
        ObjectNode to = Control.object();
        to.put("mailbox", other.path);
        to.put("login", other.account.login());
        return control()
                .send("POST", messageUrl(uid) + Control.path(how), to)
                .path("uid")
                .asLong();
    }

    @Override
    public MailboxFixture rename(String other) {
        JsonNode renamed = patch(Control.object().put("name", other));
        return new RemoteMailbox(account, renamed.path("name").asText(other));
    }

    @Override
    public void delete() {
        control().send("DELETE", url());
    }

    @Override
    public MailboxFixture newUidValidity() {
        patch(Control.object().put("uidValidity", "new"));
        return this;
    }

    @Override
    public MailboxFixture specialUse(String... uses) {
        ObjectNode change = Control.object();
        ArrayNode names = change.putArray("specialUse");
        Arrays.stream(uses).forEach(names::add);
        patch(change);
        return this;
    }

    private JsonNode patch(ObjectNode change) {
        return control().send("PATCH", url(), change);
    }

    @Override
    public List<String> specialUses() {
        return StreamSupport.stream(told().path("specialUse").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    public long uidValidity() {
        return told().path("uidValidity").asLong();
    }

    @Override
    public long uidNext() {
        return told().path("uidNext").asLong();
    }

    @Override
    public long highestModSeq() {
        return told().path("highestModSeq").asLong();
    }

    @Override
    public String toString() {
        return "mailbox " + path + " of " + account.login();
    }
}
