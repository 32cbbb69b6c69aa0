package io.pymap.imap.syntax;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.imap.syntax.Frame.Literal;
import io.pymap.mailbox.Content;
import io.pymap.mailbox.Flags;
import io.pymap.mailbox.InternalDate;
import io.pymap.mailbox.MailboxName;
import io.pymap.mailbox.ModifiedUtf7;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the words of one command frame, each method one rule of the grammar in RFC 9051 9.
 *
 * <p>Every method throws {@link SyntaxException} where its rule does not fit, with the column of the line at which it
 * does not.
 */
public final class ArgumentReader {

    /** Most ranges in one sequence-set. */
    private static final int MAX_RANGES = 10_000;

    private static final int MAX_FLAGS = 1_000;
    private static final long UINT32_MAX = 0xFFFF_FFFFL;

    private static final boolean[] ATOM = charactersBut("(){%*\"\\]");
    private static final boolean[] ASTRING = charactersBut("(){%*\"\\");
    private static final boolean[] LIST = charactersBut("(){\"\\");
    private static final boolean[] TAG = charactersBut("(){%*\"\\+");

    private final Frame.Command frame;
    private final boolean utf8;
    private String commandTag = "";
    private int lineNumber;
    private byte[] line;
    private int at;

    /** @param utf8 whether mailbox names are UTF-8 and not modified UTF-7 (RFC 6855 3, RFC 9051 5.1) */
    public ArgumentReader(Frame.Command frame, boolean utf8) {
        this.frame = frame;
        this.utf8 = utf8;
        this.line = frame.lines().get(0);
    }

    /** Of a command that has none. */
    public static ArgumentReader withoutArguments() {
        return new ArgumentReader(new Frame.Command(List.of(new byte[0]), List.of(), false), false);
    }

    private static boolean[] charactersBut(String specials) {
        boolean[] allowed = new boolean[128];
        for (char c = 33; c < 127; c++) {
            allowed[c] = specials.indexOf(c) < 0;
        }
        return allowed;
    }

    // Punctuation

    public ArgumentReader space() {
        if (!next(' ')) {
            throw expected(atEnd() ? "another argument" : "a space");
        }
        at++;
        return this;
    }

    public ArgumentReader expect(char c) {
        if (!skip(c)) {
            throw expected("'" + c + "'");
        }
        return this;
    }

    public boolean skip(char c) {
        if (!next(c)) {
            return false;
        }
        at++;
        return true;
    }

    public boolean next(char c) {
        return at < line.length && line[at] == c;
    }

    /** Whether a number comes next. */
    public boolean nextIsDigit() {
        return at < line.length && line[at] >= '0' && line[at] <= '9';
    }

    /** Whether the character comes next, and a digit behind it. */
    public boolean nextIsDigitAfter(char c) {
        return next(c) && at + 1 < line.length && line[at + 1] >= '0' && line[at + 1] <= '9';
    }

    /** Whether the character comes next, and the name of an annotation behind it, which begins with a slash. RFC 5464 3.1. */
    public boolean nextIsEntryAfter(char c) {
        if (!next(c)) {
            return false;
        }
        int behind = at + 1 < line.length && line[at + 1] == '"' ? at + 2 : at + 1;
        return behind < line.length && (line[behind] == '/' || line[behind] == '{');
    }

    /** Whether that atom comes next, in any case. */
    public boolean nextIsWord(String word) {
        int end = at + word.length();
        return end <= line.length
                && new String(line, at, word.length(), ISO_8859_1).equalsIgnoreCase(word)
                && (end == line.length || line[end] < 0 || !ATOM[line[end]]);
    }

    /** Whether a quoted string or a literal comes next. */
    public boolean nextIsString() {
        return next('"') || nextIsLiteral();
    }

    public boolean atEnd() {
        return at == line.length && lineNumber == frame.literals().size();
    }

    public void end() {
        if (!atEnd()) {
            throw expected("the end of the command");
        }
    }

    /** Where a reader stands, to come back to. */
    public record Place(int line, int column) {}

    public Place place() {
        return new Place(lineNumber, at);
    }

    public void backTo(Place place) {
        lineNumber = place.line();
        line = frame.lines().get(lineNumber);
        at = place.column();
    }

    /** Of the same command, from that place on, with this text in place of what stands from there to here, on one line. */
    public ArgumentReader replaced(Place from, String text) {
        String whole = new String(line, ISO_8859_1);
        List<byte[]> lines = new ArrayList<>(frame.lines());
        lines.set(lineNumber, (whole.substring(0, from.column()) + text + whole.substring(at)).getBytes(ISO_8859_1));
        ArgumentReader other = new ArgumentReader(new Frame.Command(lines, frame.literals(), frame.barrier()), utf8);
        other.commandTag = commandTag;
        other.backTo(from);
        return other;
    }

    // Words

    public String tag() {
        commandTag = word(TAG, "a tag");
        return commandTag;
    }

    /** The tag that was read; empty before. */
    public String commandTag() {
        return commandTag;
    }

    /** What comes next, to the end of the command, as it was sent but for literals. Reads nothing. */
    public String rest() {
        StringBuilder rest = new StringBuilder(new String(line, at, line.length - at, ISO_8859_1));
        for (byte[] later : frame.lines().subList(lineNumber + 1, frame.lines().size())) {
            rest.append(new String(later, ISO_8859_1));
        }
        return rest.toString();
    }

    /** Goes to the end of the command, whatever comes before. */
    public void skipRest() {
        lineNumber = frame.literals().size();
        line = frame.lines().get(lineNumber);
        at = line.length;
    }

    public String atom() {
        return word(ATOM, "an atom");
    }

    /** An atom in upper case, such as the name of a command or of a search key. */
    public String keyword() {
        return atom().toUpperCase(Locale.ROOT);
    }

    /** The name of a command in upper case; of those that begin with UID both words. */
    public String commandName() {
        String name = keyword();
        return name.equals("UID") ? name + " " + space().keyword() : name;
    }

    /** The letters, digits and dots that come next, in upper case: a FETCH item up to its bracket. */
    public String itemName() {
        int start = at;
        while (at < line.length && isItemCharacter(line[at])) {
            at++;
        }
        if (at == start) {
            throw expected("the name of an item");
        }
        return new String(line, start, at - start, ISO_8859_1).toUpperCase(Locale.ROOT);
    }

    private static boolean isItemCharacter(byte b) {
        return (b >= 'A' && b <= 'Z') || (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '.' || b == '-';
    }

    /** An astring whose octets are UTF-8. */
    public String astring() {
        return utf8(astringOctets());
    }

    public byte[] astringOctets() {
        return nextIsString() ? stringOctets() : octets(ASTRING, "a string");
    }

    /** A string, quoted or literal, whose octets are UTF-8. */
    public String string() {
        return utf8(stringOctets());
    }

    public byte[] stringOctets() {
        if (next('"')) {
            return quoted();
        }
        if (next('{')) {
            return literalOctets();
        }
        if (nextIsLiteral()) {
            throw expected("a string and no literal8");
        }
        throw expected("a quoted string or a literal");
    }

    /** A string or NIL, which is none. */
    public Optional<String> nstring() {
        if (nextIsString()) {
            return Optional.of(string());
        }
        int start = at;
        if (!keyword().equals("NIL")) {
            at = start;
            throw expected("a string or NIL");
        }
        return Optional.empty();
    }

    private String utf8(byte[] octets) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            throw expected("UTF-8 in the string before this");
        }
    }

    private byte[] quoted() {
        expect('"');
        byte[] text = new byte[line.length - at];
        int length = 0;
        while (!skip('"')) {
            if (skip('\\') && !next('"') && !next('\\')) {
                throw expected("'\"' or '\\' after a '\\'");
            }
            if (at == line.length) {
                throw expected("'\"' at the end of a quoted string");
            }
            if (line[at] == 0 || line[at] == '\r') {
                throw expected("text without control characters in a quoted string");
            }
            text[length++] = line[at++];
        }
        return Arrays.copyOf(text, length);
    }

    private byte[] literalOctets() {
        Content.InMemory bytes = literal().content().load();
        byte[] octets = Arrays.copyOfRange(bytes.array(), bytes.offset(), bytes.offset() + bytes.length());
        for (byte octet : octets) {
            if (octet == 0) { // RFC 9051 9: CHAR8 is any octet but NUL
                throw expected("no NUL in the literal before this");
            }
        }
        return octets;
    }

    /** Whether a literal or literal8 comes next; a tilde alone begins an atom, such as {@code ~peter}. */
    public boolean nextIsLiteral() {
        return next('{') || (next('~') && at + 1 < line.length && line[at + 1] == '{');
    }

    /** A literal or literal8, with any octets. */
    public Literal literal() {
        if (!nextIsLiteral() || lineNumber == frame.literals().size()) {
            throw expected("a literal");
        }
        int open = at + (next('~') ? 1 : 0);
        for (int i = open + 1; i < line.length - 1; i++) { // what the framer took for a literal ends the line
            if ((line[i] < '0' || line[i] > '9') && !(line[i] == '+' && i == line.length - 2)) {
                throw expected("the size of a literal");
            }
        }
        Literal literal = frame.literals().get(lineNumber++);
        line = frame.lines().get(lineNumber);
        at = 0;
        return literal;
    }

    private String word(boolean[] allowed, String what) {
        return new String(octets(allowed, what), ISO_8859_1);
    }

    private byte[] octets(boolean[] allowed, String what) {
        int start = at;
        while (at < line.length && line[at] >= 0 && allowed[line[at]]) {
            at++;
        }
        if (at == start) {
            throw expected(what);
        }
        return Arrays.copyOfRange(line, start, at);
    }

    // Mailboxes

    /**
     * The name of a mailbox that is, or may come to be.
     *
     * @throws io.pymap.mailbox.MailboxException.NotAllowed where no mailbox can have that name
     */
    public MailboxName mailboxName() {
        return new MailboxName(mailboxText());
    }

    /** Text that stands where a mailbox name is expected, decoded. */
    public String mailboxText() {
        return mailboxText(astringOctets());
    }

    /** A mailbox name in which wildcards may stand, decoded. */
    public String listPattern() {
        byte[] octets = nextIsString() ? stringOctets() : octets(LIST, "a mailbox pattern");
        return mailboxText(octets);
    }

    private String mailboxText(byte[] octets) {
        if (utf8) {
            return utf8(octets);
        }
        try {
            return ModifiedUtf7.decode(new String(octets, ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new SyntaxException(String.valueOf(e.getMessage()));
        }
    }

    // Numbers

    /** 0 to 4,294,967,295. */
    public long number() {
        return number(UINT32_MAX, "a number");
    }

    /** 1 to 4,294,967,295. */
    public long nonZeroNumber() {
        int start = at;
        long number = number(UINT32_MAX, "a number");
        if (number == 0) {
            at = start;
            throw expected("a number above 0");
        }
        return number;
    }

    /** 0 to 9,223,372,036,854,775,807, as for mod-sequences (RFC 7162 7). */
    public long number63() {
        return number(Long.MAX_VALUE, "a number");
    }

    private long number(long most, String what) {
        int start = at;
        long value = 0;
        while (nextIsDigit()) {
            int digit = line[at] - '0';
            if (value > (most - digit) / 10) {
                at = start;
                throw expected(what + " up to " + most);
            }
            value = value * 10 + digit;
            at++;
        }
        if (at == start) {
            throw expected(what);
        }
        return value;
    }

    public MessageSet messageSet(boolean byUid) {
        if (skip('$')) {
            return MessageSet.saved(byUid);
        }
        List<MessageSet.Range> ranges = new ArrayList<>(1);
        do {
            if (ranges.size() == MAX_RANGES) {
                throw expected("at most " + MAX_RANGES + " ranges in a set");
            }
            long first = messageNumber();
            long last = skip(':') ? messageNumber() : first;
            ranges.add(new MessageSet.Range(first, last));
        } while (skip(','));
        return new MessageSet(byUid, ranges);
    }

    /** As {@link #messageSet}, of one number or {@code *}. */
    public MessageSet oneMessage(boolean byUid) {
        long number = messageNumber();
        return new MessageSet(byUid, List.of(new MessageSet.Range(number, number)));
    }

    private long messageNumber() {
        return skip('*') ? MessageSet.STAR : nonZeroNumber();
    }

    // Flags and dates

    /**
     * Flags in parentheses, of which there may be none. What starts with a backslash and cannot be set, such as
     * {@code \Recent}, is left out (RFC 9051 6.4.6, PERMANENTFLAGS).
     */
    public Flags flagList() {
        expect('(');
        List<String> flags = new ArrayList<>();
        if (skip(')')) {
            return Flags.NONE;
        }
        do {
            addFlag(flags);
        } while (skip(' '));
        expect(')');
        return Flags.of(flags);
    }

    /** Flags one after the other without parentheses, as STORE allows them. */
    public Flags bareFlags() {
        List<String> flags = new ArrayList<>();
        do {
            addFlag(flags);
        } while (skip(' '));
        return Flags.of(flags);
    }

    private void addFlag(List<String> flags) {
        if (flags.size() == MAX_FLAGS) {
            throw expected("at most " + MAX_FLAGS + " flags");
        }
        String flag = skip('\\') ? "\\" + atom() : atom();
        if (flag.charAt(0) != '\\' || Flags.SYSTEM.contains(flag)) {
            flags.add(flag);
        }
    }

    /** A date-time, which is quoted. */
    public InternalDate dateTime() {
        return ImapDate.parseDateTime(new String(quoted(), ISO_8859_1));
    }

    /** A date, quoted or not. */
    public LocalDate date() {
        return ImapDate.parseDate(next('"') ? new String(quoted(), ISO_8859_1) : atom());
    }

    /** The answer to something that does not fit here. */
    public SyntaxException expected(String what) {
        String where =
                lineNumber == 0 ? " at column " + (at + 1) : " at column " + (at + 1) + " after literal " + lineNumber;
        return new SyntaxException("Expected " + what + where);
    }
}
