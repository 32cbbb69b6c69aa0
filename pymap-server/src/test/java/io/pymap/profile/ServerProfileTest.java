package io.pymap.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.profile.ServerProfile.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ServerProfileTest {

    private static final Path DOCUMENT = Path.of("docs", "profiles.md");

    static List<String> names() {
        return ServerProfile.names();
    }

    private static ServerProfile parse(String... lines) {
        return ServerProfile.parse("own.profile", String.join("\n", lines));
    }

    @ParameterizedTest
    @MethodSource("names")
    void everySettingHasItsSource(String name) {
        ServerProfile profile = ServerProfile.named(name);

        assertThat(profile.title()).isNotEmpty();
        assertThat(profile.settings())
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(setting.sources())
                        .as(setting.name())
                        .isNotEmpty()
                        .allMatch(source -> source.matches("https://\\S+|RFC [0-9]+( .+)?")));
    }

    @Test
    void everyProfileTellsWhatItsWordsSay() {
        assertThat(ServerProfile.named(ServerProfile.GMAIL).has("CONDSTORE")).isTrue();
        assertThat(ServerProfile.named(ServerProfile.GMAIL).has("QRESYNC")).isFalse();
        assertThat(ServerProfile.named(ServerProfile.GMAIL).has("APPENDLIMIT")).isTrue();
        assertThat(ServerProfile.named(ServerProfile.MICROSOFT_365).has("CONDSTORE"))
                .isFalse();
        assertThat(ServerProfile.named(ServerProfile.MICROSOFT_365).has("SPECIAL-USE"))
                .isFalse();
        assertThat(ServerProfile.named(ServerProfile.ICLOUD).has("XMSEARCH")).isTrue();
        assertThat(ServerProfile.named(ServerProfile.FULL).has("QRESYNC")).isTrue();
        assertThat(ServerProfile.named(ServerProfile.FULL).has("X-GM-EXT-1")).isFalse();
        assertThat(ServerProfile.named(ServerProfile.RFC9051).has("IMAP4rev1")).isFalse();
    }

    @Test
    void oneExtensionMoreIsTold() {
        ServerProfile profile = ServerProfile.named(ServerProfile.RFC3501_BARE).with("QRESYNC");

        assertThat(profile.has("QRESYNC")).isTrue();
        assertThat(profile.has("CONDSTORE")).isTrue();
        assertThat(profile.has("MOVE")).isFalse();
        assertThat(profile).hasToString("rfc3501-bare with QRESYNC");
    }

    @Test
    void limitsAreThoseOfTheFile() {
        ServerProfile profile = parse(
                "[capabilities after-login]",
                "words = IMAP4rev1",
                "  APPENDLIMIT=1000",
                "[limit command-text]",
                "value = 500",
                "[limit bad-commands-before-login]",
                "value = 2",
                "[limit connections-per-user]",
                "value = 3",
                "answer = [ALERT] Too many.",
                "[limit idle-time]",
                "value = 90s",
                "[limit session-time]",
                "value = 1h");

        assertThat(profile.limits().message()).isEqualTo(1000);
        assertThat(profile.limits().afterLogin().commandText()).isEqualTo(500);
        assertThat(profile.limits().badCommandsBeforeLogin()).isEqualTo(2);
        assertThat(profile.connectionsPerUser()).contains(new ConnectionLimit(3, "[ALERT] Too many."));
        assertThat(profile.timeouts().idle()).isEqualTo(Duration.ofSeconds(90));
        assertThat(profile.timeouts().session()).contains(Duration.ofHours(1));
    }

    @Test
    void aFileMayBeLikeAProfile() {
        ServerProfile profile = parse(
                "[profile]",
                "title = mine",
                "like = gmail-german",
                "[greeting]",
                "text = Hello",
                "[quirk fetch-twice-when-seen]",
                "on = no",
                "[mailbox Trash]",
                "use = \\Trash");

        assertThat(profile.title()).isEqualTo("mine");
        assertThat(profile.has("X-GM-EXT-1")).isTrue();
        assertThat(profile.greeting().orElseThrow().text()).isEqualTo("Hello");
        assertThat(profile.connectionsPerUser().orElseThrow().most()).isEqualTo(15);
        assertThat(profile.settings().stream().map(Setting::name))
                .contains("quirk expunge-archives", "mailbox Trash")
                .doesNotContain("mailbox [Gmail]/Trash", "mailbox [Google Mail]/Papierkorb");
        assertThat(profile.settings())
                .filteredOn(setting -> setting.name().equals("quirk fetch-twice-when-seen"))
                .singleElement()
                .extracting(Setting::value)
                .isEqualTo("no");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text = x| own.profile:1: expected [section], key = value, or a comment that begins with #",
                "[greeting]_text| own.profile:2: expected [section]",
                "[greeting]| own.profile:1: [greeting]: expected text = …",
                "[greeting]_text = a_text = b| expected text only once",
                "[greeting]_text = a_capabilities = maybe| expected capabilities = yes or no",
                "[greeting]_text = a_colour = red| expected no colour; there are text, capabilities and source",
                "[greetings]_text = a| [greetings]: expected profile, greeting, capabilities",
                "[capabilities]_words = X| expected before-tls, before-login or after-login",
                "[capabilities before-login]_words = X_[understood]_words = NOSUCH| No extension NOSUCH; there are",
                "[limit size]_value = 1| expected command-text, bad-commands-before-login",
                "[limit command-text]_value = many| expected value = a number from 1 to 999999999",
                "[limit idle-time]_value = long| expected value = a time such as 30m or 90s",
                "[profile]_title = a_like = b| own.profile:1: [profile]: No profile b; there are full, rfc3501-bare",
                "[quirk nosuch]| own.profile:1: [quirk nosuch]: No quirk nosuch; there are untagged-capability"
            })
    void tellsTheLineThatIsWrong(String text, String problem) {
        assertThatThrownBy(() -> parse(text.split("_")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void loadsAFileOfOnesOwn(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("mine.profile"), "[profile]\ntitle = mine\n[quirk id-empty-list-bad]\n");

        assertThat(ServerProfile.of(file.toString()).title()).isEqualTo("mine");
        assertThatThrownBy(() -> ServerProfile.of("nosuch"))
                .hasMessageContaining("No profile nosuch; there are full, rfc3501-bare");
        assertThatThrownBy(
                        () -> ServerProfile.of(directory.resolve("none.profile").toString()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("none.profile");
    }

    /** {@code -Dpymap.readme.update=true} writes the tables. */
    @Test
    void theDocumentHasEveryProfileAndQuirk() throws IOException {
        String document = Files.readString(DOCUMENT);
        String expected = table(document, "profiles", profiles());
        expected = table(expected, "quirks", quirks());
        if (Boolean.getBoolean("pymap.readme.update")) {
            Files.writeString(DOCUMENT, expected);
        } else {
            assertThat(document)
                    .as("docs/profiles.md; -Dpymap.readme.update=true writes it")
                    .isEqualTo(expected);
        }
    }

    private static String table(String document, String name, String rows) {
        Matcher place = Pattern.compile(
                        "(<!-- " + name + ":[^\n]*-->\n)(.*?)(<!-- end of " + name + " -->)", Pattern.DOTALL)
                .matcher(document);
        assertThat(place.find()).isTrue();
        return document.substring(0, place.end(1)) + rows + document.substring(place.start(3));
    }

    private static String profiles() {
        return ServerProfile.names().stream()
                .map(ServerProfile::named)
                .map(profile -> "| `" + profile.name() + "` | " + profile.title() + " | " + limits(profile) + " | "
                        + named(profile, "quirk ") + " |\n")
                .collect(Collectors.joining("", "| profile | like | limits | quirks |\n|---|---|---|---|\n", ""));
    }

    private static String limits(ServerProfile profile) {
        return profile.settings().stream()
                .filter(setting -> setting.name().startsWith("limit "))
                .map(setting -> setting.name().substring("limit ".length()) + " "
                        + setting.value().split(";")[0])
                .collect(Collectors.joining(", "));
    }

    private static String named(ServerProfile profile, String kind) {
        return profile.settings().stream()
                .filter(setting -> setting.name().startsWith(kind))
                .map(setting -> "`" + setting.name().substring(kind.length()) + "`"
                        + (setting.value().equals("no") ? " (off)" : ""))
                .collect(Collectors.joining(", "));
    }

    private static String quirks() {
        return Quirks.known().stream()
                .map(quirk -> "| `" + quirk.name() + "` | " + quirk.summary() + " | " + seenAt(quirk.name()) + " |\n")
                .collect(Collectors.joining("", "| quirk | what the server does | seen at |\n|---|---|---|\n", ""));
    }

    /** A profile that is like another one adds nothing by that. */
    private static String seenAt(String quirk) {
        Map<String, String> titles = new LinkedHashMap<>();
        for (String name : ServerProfile.names()) {
            ServerProfile profile = ServerProfile.named(name);
            profile.settings().stream()
                    .filter(setting -> setting.name().equals("quirk " + quirk))
                    .forEach(setting -> titles.putIfAbsent(links(setting), profile.title()));
        }
        return titles.entrySet().stream()
                .map(seen -> seen.getValue() + seen.getKey())
                .collect(Collectors.joining("; "));
    }

    private static String links(Setting setting) {
        StringBuilder links = new StringBuilder();
        int number = 0;
        for (String source : setting.sources()) {
            links.append(" [").append(++number).append("](").append(source).append(')');
        }
        return links.toString();
    }
}
