package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.pymap.mailbox.MailboxException;
import io.pymap.mailbox.User;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lines of {@code users.txt}. Immutable.
 *
 * <pre>{@code
 * # roles:john:admin
 * john::s3cretp4ssword
 * sally:mail/data:sallypass
 * susan:/var/mail/susan:!@#$%^:*
 * }</pre>
 *
 * <p>A line is a name, where the mail is, and a password, which may have colons in it. Of two lines for a name the last one
 * counts. Lines that are empty or begin with {@code #} are comments; one kind of them tells the roles of a user, since the
 * other lines have no place for them: {@code # roles:NAME:ROLE,ROLE}. Lines that cannot be read are kept as they are.
 */
final class UserLines {

    private static final Logger LOG = LoggerFactory.getLogger(UserLines.class);
    private static final Pattern ROLES = Pattern.compile("#\\s*roles\\s*:([^:]*):(.*)");
    private static final Pattern ROLE = Pattern.compile("[a-z0-9-]+");

    /** @param path where the mail is, as written; empty where it goes by the name */
    record Entry(String path, User user) {}

    private final List<String> lines; // each octet a character
    private final Map<String, Entry> entries;

    private UserLines(List<String> lines) {
        this.lines = List.copyOf(lines);
        this.entries = Map.copyOf(read(lines));
    }

    static UserLines parse(byte[] octets) {
        String text = new String(octets, ISO_8859_1);
        List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
        if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1); // behind the last line's end
        }
        return new UserLines(lines);
    }

    private static Map<String, Entry> read(List<String> lines) {
        Map<String, Set<String>> roles = new HashMap<>();
        for (String line : lines) {
            Matcher matcher = ROLES.matcher(text(line));
            if (matcher.matches()) {
                roles.put(matcher.group(1).strip(), roles(matcher.group(2)));
            }
        }
        Map<String, Entry> entries = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            if (isComment(lines.get(i))) {
                continue;
            }
            String[] fields = text(lines.get(i)).split(":", 3);
            if (fields.length < 3 || !UserName.isOne(fields[0])) {
                LOG.warn("Passed over line {} of the users file: expected name:path:password", i + 1);
                continue;
            }
            Set<String> own = roles.getOrDefault(fields[0], Set.of());
            entries.put(fields[0], new Entry(fields[1], new User(fields[0], fields[2], own)));
        }
        return entries;
    }

    private static Set<String> roles(String list) {
        Set<String> roles = new TreeSet<>(List.of(list.strip().split("[,\\s]+")));
        roles.removeIf(role -> !ROLE.matcher(role).matches());
        return roles;
    }

    private static String text(String line) {
        String octets = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        return new String(octets.getBytes(ISO_8859_1), UTF_8);
    }

    private static boolean isComment(String line) {
        return line.isBlank() || line.startsWith("#");
    }

    /** Whether the line is the user's: it, or its roles. */
    private static boolean isOf(String line, String name) {
        String text = text(line);
        Matcher roles = ROLES.matcher(text);
        return isComment(line) ? roles.matches() && roles.group(1).strip().equals(name) : text.startsWith(name + ":");
    }

    Optional<Entry> find(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    List<String> names() {
        return List.copyOf(new TreeSet<>(entries.keySet()));
    }

    /** The entries by name, in its order. */
    Map<String, Entry> entries() {
        return new TreeMap<>(entries);
    }

    /** These lines, with the user in its old place or at the end. */
    UserLines with(User user) {
        UserName.require(user.name());
        requireOneLine(user.secret());
        if (!user.roles().stream().allMatch(role -> ROLE.matcher(role).matches())) {
            throw new MailboxException.NotAllowed("Roles are small letters, digits and '-'");
        }
        List<String> changed = new ArrayList<>();
        int place = -1;
        for (String line : lines) {
            if (!isOf(line, user.name())) {
                changed.add(line);
            } else if (!isComment(line)) {
                place = changed.size();
            }
        }
        String path = find(user.name()).map(Entry::path).orElse("");
        List<String> own = new ArrayList<>();
        if (!user.roles().isEmpty()) {
            own.add(line("# roles:" + user.name() + ":" + String.join(",", new TreeSet<>(user.roles()))));
        }
        own.add(line(user.name() + ":" + path + ":" + user.secret()));
        changed.addAll(place < 0 ? changed.size() : place, own);
        return new UserLines(changed);
    }

    private static String line(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    private static void requireOneLine(String secret) {
        if (secret.chars().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw new MailboxException.NotAllowed("A password in the users file has no line ends");
        }
    }

    UserLines without(String name) {
        return new UserLines(lines.stream().filter(line -> !isOf(line, name)).toList());
    }

    byte[] octets() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line).append('\n'));
        return text.toString().getBytes(ISO_8859_1);
    }
}
