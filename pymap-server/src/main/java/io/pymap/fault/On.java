package io.pymap.fault;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A rule that is being made: first conditions, then what happens, which makes the rule. Conditions give a new object, so that
 * one beginning serves several rules. All conditions have to fit. Immutable.
 *
 * <p>In lines, {@code {tag}} stands for the tag of the command and
 * {@code {next-tag}} for the tag that a client who counts takes for the next one; CR LF is put behind each. One char of a line is one octet.
 */
public final class On {

    private final Faults faults;
    private final Trigger trigger;
    private final Conditions conditions;

    On(Faults faults, Trigger trigger, Conditions conditions) {
        this.faults = faults;
        this.trigger = trigger;
        this.conditions = conditions;
    }

    private On with(Conditions other) {
        return new On(faults, trigger, other);
    }

    private Rule does(Action action) {
        return faults.add(new RuleSpec(trigger, conditions, action));
    }

    // When

    /**
     * Only on the one of that number, of those that fit the other conditions, on all connections together; with
     * {@link #times}, from that one on.
     *
     * @param number from 1
     */
    public On nth(int number) {
        return with(conditions.withFirst(positive(number)));
    }

    /**
     * Only so often; always unless said otherwise.
     *
     * @param most from 1
     */
    public On times(int most) {
        return with(conditions.withTimes(positive(most)));
    }

    /** Only for that user: who has logged in, or wants to by LOGIN, or by AUTHENTICATE PLAIN in one line (RFC 4616, RFC 4959). */
    public On user(String name) {
        return with(conditions.withUser(name));
    }

    /** Only where that mailbox is selected, or is the first that the command names. */
    public On mailbox(String name) {
        return with(conditions.withMailbox(name));
    }

    /**
     * Only on the connection of that number since the rules were cleared.
     *
     * @param number from 1
     */
    public On connection(int number) {
        return with(conditions.withConnection(positive(number)));
    }

    /**
     * Only where the same user has so many other connections that are logged in: {@code onLogin().others(2).no("[ALERT] Too many
     * simultaneous connections.")}.
     *
     * @param least from 1
     */
    public On others(int least) {
        return with(conditions.withOthers(positive(least)));
    }

    /** Only where this says so. It is called on an event loop: it must be quick and must not throw. */
    public On when(Predicate<? super ClientCommand> judge) {
        return with(conditions.withWhen(judge));
    }

    /**
     * Only now and then, the same each time with the same seed. No other rule draws from the same stream.
     *
     * @param probability from 0, never, to 1, always
     */
    public On withProbability(double probability, long seed) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("Expected a probability from 0 to 1, got " + probability);
        }
        return with(conditions.withChance(probability, seed));
    }

    /**
     * Accepts no connection as long as the rule is there: who connects is refused by the machine, on all ports of the server.
     * Connections that are open stay. Only {@link Faults#onConnect}, without conditions; it counts as one hit.
     *
     * @throws IllegalArgumentException where it is something else
     */
    public Rule refuse() {
        if (trigger.kind() != Trigger.Kind.CONNECT || !conditions.equals(Conditions.NONE)) {
            throw new IllegalArgumentException(
                    "Expected connect refuse, without conditions: there is nothing yet that could fit them");
        }
        return does(new Action.Refuse());
    }

    // In place of the answer: the command is not run

    /** Answers NO. {@code text} may begin with a response code: {@code [UNAVAILABLE] later}. */
    public Rule no(String text) {
        return reply("{tag} NO " + text);
    }

    /** Answers BAD. */
    public Rule bad(String text) {
        return reply("{tag} BAD " + text);
    }

    /**
     * Answers with these lines, which may be anything; with none, the client waits in vain, though the connection goes on. In
     * place of an answer to AUTHENTICATE they come when the client has sent its credentials, where it sends them apart.
     */
    public Rule reply(String... lines) {
        return does(new Action.Reply(List.of(lines)));
    }

    /** Says BYE, and closes the connection. */
    public Rule bye(String text) {
        return does(new Action.LastLine("* BYE " + text));
    }

    /** Says BYE as if it were an answer to the command, and closes the connection. */
    public Rule taggedBye(String text) {
        return does(new Action.LastLine("{tag} BYE " + text));
    }

    public Rule fail(Fault fault) {
        return does(new Action.Fail(fault));
    }

    // With the answer: the command is run

    /** Fails behind so many octets of the answer; an answer that is shorter goes out whole. */
    public Rule failAfterBytes(long octets, Fault fault) {
        if (octets < 0) {
            throw new IllegalArgumentException("Expected a number of octets, got " + octets);
        }
        return does(new Action.FailAfterOctets(octets, fault));
    }

    /** Fails behind the whole answer. */
    public Rule failAfterwards(Fault fault) {
        return does(new Action.FailAfterwards(fault));
    }

    /** Tells more, ahead of the answer. */
    public Rule untaggedBefore(String... lines) {
        return does(new Action.Before(List.of(lines)));
    }

    /** Tells more, behind the tagged line. Behind that of STARTTLS it goes out in clear. */
    public Rule untaggedAfter(String... lines) {
        return does(new Action.After(List.of(lines)));
    }

    /** Keeps the untagged responses back, and sends them ahead of the next answer. */
    public Rule deferUntagged() {
        return does(new Action.Defer());
    }

    /** Sends the tagged line ahead of the untagged responses. */
    public Rule taggedFirst() {
        return does(new Action.TaggedFirst());
    }

    /** Leaves out continuation requests, as {@code +} of IDLE. */
    public Rule noContinuation() {
        return does(new Action.NoContinuation());
    }

    /**
     * Writes the answer, and forgets to send it: it goes out with the next one. With COMPRESS it stays in the compressor, but for
     * what has left that already. RFC 4978 4. What answers STARTTLS, COMPRESS and LOGOUT is sent.
     */
    public Rule withoutFlush() {
        return does(new Action.WithoutFlush());
    }

    /**
     * Changes each response.
     *
     * @param change of a whole response with its literals and the last CR LF, one char for each octet, to what is sent; empty
     *     for nothing. Called on an event loop: it must be quick and must not throw
     */
    public Rule rewrite(UnaryOperator<String> change) {
        return does(new Action.Rewrite(change));
    }

    /**
     * As {@link #rewrite}, by {@link java.util.regex.Matcher#replaceAll(String)}.
     *
     * @throws PatternSyntaxException where the expression is none
     */
    public Rule replace(String regex, String replacement) {
        return does(new Action.Replace(Pattern.compile(regex), replacement));
    }

    /**
     * Changes the literals of the command, as a message of APPEND, before it is run: what the server stores is not what the
     * client has sent. As {@link #replace}, with one char for each octet.
     *
     * @throws PatternSyntaxException where the expression is none
     */
    public Rule replaceReceived(String regex, String replacement) {
        return does(new Action.ReplaceReceived(Pattern.compile(regex), replacement));
    }

    /**
     * Runs STORE, COPY, MOVE or EXPUNGE, by numbers or by UIDs, for the first of its messages only, of EXPUNGE for the first of
     * those that are marked as deleted; and answers as if these were all. With a rule that fails behind it, that is a server which
     * has ended half way: {@code on("UID MOVE").onlyFirst(1)} and {@code on("UID MOVE").failAfterBytes(0, Fault.CRASH)}.
     *
     * @param messages from 1
     */
    public Rule onlyFirst(int messages) {
        return does(new Action.OnlyFirst(positive(messages)));
    }

    /** Tells a BODYSTRUCTURE or an ENVELOPE in place of the message's own. */
    public Rule shape(RecordedShape shape) {
        return does(new Action.Shape(shape));
    }

    /**
     * Announces literals with so many octets more than they have, so that the client takes what follows for a part of them, or
     * with so many fewer. Their octets are as they should be.
     */
    public Rule literalsOffBy(int octets) {
        return does(new Action.LiteralsOffBy(octets));
    }

    /**
     * Sends the answer in pieces, each as a TCP segment of its own. What answers STARTTLS and COMPRESS is sent at once.
     *
     * @param chunk octets of a piece, from 1
     * @param gap on the wall; short ones may be too short for the client to notice
     */
    public Rule dribble(int chunk, Duration gap) {
        return does(new Action.Dribble(positive(chunk), gap));
    }

    /**
     * As {@link #dribble}, in pieces that end behind so many octets of the answer.
     *
     * @param at ascending, from 1
     */
    public Rule split(Integer... at) {
        return does(new Action.Split(List.of(at)));
    }

    // Ahead of the answer: the command is run later

    /** Runs the command so much later, by the clock on the wall: that is what a client's own time-outs go by. */
    public Rule delay(Duration time) {
        return does(new Action.Delay(time, false));
    }

    /** Runs the command so much later by the server's clock, which a test may have in its hand. */
    public Rule delayByClock(Duration time) {
        return does(new Action.Delay(time, true));
    }

    /** Runs the command when the test says so. */
    public Rule pauseUntil(Gate gate) {
        return does(new Action.PauseUntil(gate));
    }

    /**
     * As {@link #pauseUntil(Gate)}, on whatever server.
     *
     * @param gate closed until {@link Faults#openGate} opens it
     */
    public Rule pauseUntil(String gate) {
        return does(new Action.PauseUntilNamed(gate));
    }

    private static int positive(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("Expected a number from 1, got " + number);
        }
        return number;
    }
}
