package io.pymap.fault;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * What goes wrong on a server, and when. Rules may come and go while clients are connected. All that fit act on a command, in the
 * order in which they were made; of two answers, or two faults, it is the first. Without rules nothing is different. Safe for use
 * by many threads.
 *
 * <pre>{@code
 * Rule rule = faults.on("UID FETCH").nth(1).failAfterBytes(700, Fault.CONNECTION_RESET);
 * faults.on("SELECT").mailbox("Archive").no("[UNAVAILABLE] Try again later");
 * faults.onGreeting().delay(Duration.ofSeconds(3));
 * }</pre>
 *
 * <p>The server may be in another process; rules reach it as text there, and those that have code in them cannot:
 * {@link RuleSpec#text}.
 */
public interface Faults {

    /**
     * On a command that has come whole, before it is run.
     *
     * @param pattern a command's name, such as {@code UID FETCH}, for any arguments; or a whole command, with {@code *} for
     *     anything, as transcripts are asked: {@code UID FETCH * (BODY.PEEK[*])}. Case does not count
     */
    default On on(String pattern) {
        return new On(this, new Trigger(Trigger.Kind.COMMAND, pattern), Conditions.NONE);
    }

    /** As {@link #on(String)}, where the code says so. */
    default On on(String pattern, Predicate<? super ClientCommand> when) {
        return on(pattern).when(when);
    }

    /** On LOGIN and AUTHENTICATE: clients choose between them by what the server offers. */
    default On onLogin() {
        return new On(this, new Trigger(Trigger.Kind.LOGIN, ""), Conditions.NONE);
    }

    /**
     * On a command that waits for leave to send a literal: an answer comes in place of {@code +}, and the literal is not sent.
     *
     * @param pattern as {@link #on(String)}
     */
    default On onLiteral(String pattern) {
        return new On(this, new Trigger(Trigger.Kind.LITERAL, pattern), Conditions.NONE);
    }

    /** On the first words of the server, which are the answer that rules act on. */
    default On onGreeting() {
        return new On(this, new Trigger(Trigger.Kind.GREETING, ""), Conditions.NONE);
    }

    /** On a connection that has been accepted, before TLS. What makes sense is a pause, and {@link On#fail}. */
    default On onConnect() {
        return new On(this, new Trigger(Trigger.Kind.CONNECT, ""), Conditions.NONE);
    }

    /** As {@link #onConnect}, on a port where TLS begins with the connection. */
    default On onTlsConnect() {
        return new On(this, new Trigger(Trigger.Kind.TLS_CONNECT, ""), Conditions.NONE);
    }

    /** On a client that idles, right behind the {@code +} that tells it so; the answer is what it hears from then on. */
    default On onIdle() {
        return new On(this, new Trigger(Trigger.Kind.IDLE, ""), Conditions.NONE);
    }

    /**
     * Makes a rule of text: {@code on UID FETCH nth 2 reset after 700}.
     *
     * @throws RuleSyntaxException where the text is none, with what would fit
     */
    default Rule add(String text) {
        return RuleReader.read(text, this);
    }

    /**
     * Makes a rule. {@link On} calls this.
     *
     * @throws UnsupportedOperationException where the server is in another process and the rule has code in it
     */
    Rule add(RuleSpec spec);

    /**
     * Lets TLS go wrong from the next connection on. Some of these are rules, which {@link #rules} has then.
     *
     * @throws IllegalStateException where it takes a certificate, and the server has none that these faults can make others of
     */
    void tls(TlsFault fault);

    /**
     * Lets the server know only so much later what others do to the messages of mailboxes, as one node of a cluster
     * does that is behind. Others are whoever does not come through this server, such as the fixtures of the test,
     * {@code imap.inbox().append(…)}, and servers with the same mail. What clients of this server do it knows at once,
     * and with it all that has happened to the mailbox by then: a node that writes catches up first, so that UIDs come
     * in order. Fixtures have the mail as it is.
     *
     * <p>Each call begins anew: what has happened by then is known, and sessions are told. Which mailboxes there are,
     * rights, annotations, quotas and which messages are recent is known at once in any case.
     *
     * @param by of the server's clock, which a test advances; {@link Duration#ZERO}, as at first, for no lag
     * @throws IllegalArgumentException where it is negative
     */
    void lag(Duration by);

    /**
     * What the authority of the server's certificate has revoked, from the start: the certificates of {@link TlsFault#REVOKED}
     * and {@link TlsFault#REVOKED_STAPLED}. A CRL in PEM, for clients that take one, as {@code curl --crlfile}.
     *
     * @throws IllegalStateException where the server has no certificate, or one of an authority that is not known
     */
    String revocationList();

    /** Lets through who waits at that gate, and who comes later: see {@link On#pauseUntil(String)}. */
    void openGate(String name);

    /** Closes a gate that has been opened. */
    void closeGate(String name);

    /** Those that act now, in the order in which they were made. */
    List<Rule> rules();

    /**
     * Takes all rules away, with faulty certificates and the lag, and begins to count anew. Connections that a rule has left
     * open without a word are closed; what is held up at a gate without a name stays there; gates with names are opened and
     * forgotten.
     */
    void clear();

    /** Whether a rule has answered a command of that tag in place of the session, since the rules were cleared. */
    boolean hasAnswered(String connection, String tag);
}
