package io.pymap.backend.maildir;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pymap.mailbox.MailboxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UidListTest {

    private static final String GUID = "0123456789abcdef0123456789abcdef";
    private static final String HEADER = "3 V1700000000 N4 G" + GUID + "\n";

    @Test
    void readsAndWritesWhatDovecotWrites() {
        String text = HEADER + "1 :1.M1P1.host,S=22,W=25\n3 W25 Pabc :2.M1P1.host\n";

        UidList list = parse(text);

        assertThat(list.uidValidity()).isEqualTo(1700000000);
        assertThat(list.nextUid()).isEqualTo(4);
        assertThat(list.guid()).contains(GUID);
        assertThat(entries(list)).containsExactly("1 1.M1P1.host,S=22,W=25", "3 2.M1P1.host");
        assertThat(list.uidOf("2.M1P1.host")).hasValue(3);
        assertThat(list.baseOf(1)).contains("1.M1P1.host,S=22,W=25");
        assertThat(list.uidOf("other")).isEmpty();
        assertThat(list.baseOf(2)).isEmpty();
        assertThat(list.length()).isEqualTo(text.length());
        assertThat(list.damaged()).isFalse();
        assertThat(text(list)).isEqualTo(text);
    }

    @Test
    void takesTheHigherOfTheHeadersNextUidAndTheLastUidPlusOne() {
        assertThat(parse("3 V1 N1\n1 :a\n7 :b\n").nextUid()).isEqualTo(8);
        assertThat(parse("3 V1 N50\n1 :a\n7 :b\n").nextUid()).isEqualTo(50);
        assertThat(text(parse("3 V1 N1\n7 :b\n"))).isEqualTo("3 V1 N8\n7 :b\n");
    }

    @Test
    void readsCrlfAndNamesWithFlags() {
        UidList list = parse("3 V1 N2 G" + GUID + "\r\n1 E(M1) T(T1) :1.host:2,S\r\n");

        assertThat(entries(list)).containsExactly("1 1.host");
        assertThat(text(list)).isEqualTo("3 V1 N2 G" + GUID + "\n1 E(M1) T(T1) :1.host\n");
    }

    @Test
    void keepsFieldsOfTheHeader() {
        assertThat(text(parse("3 Xone V1 N2 Ytwo\n"))).isEqualTo("3 V1 N2 Xone Ytwo\n");
        assertThat(text(parse("3 Xone Ytwo\r V1 N2\n"))).isEqualTo("3 V1 N2 Xone\n");
    }

    @Test
    void keepsNamesWithSpacesAndInAnyEncoding() {
        String text = "3 V1 N4\n1 :two words\n2 :n\u00EFve\n";

        UidList list = UidList.parse((text + "3 :").getBytes(UTF_8)).orElseThrow();
        list.readMore(new byte[0]);
        UidList latin =
                UidList.parse("3 V1 N4\n1 :n\u00EFve\n".getBytes(ISO_8859_1)).orElseThrow();

        assertThat(list.uidOf("n\u00EFve")).hasValue(2);
        assertThat(list.octets()).isEqualTo(text.getBytes(UTF_8));
        assertThat(latin.octets()).isEqualTo("3 V1 N4\n1 :n\u00EFve\n".getBytes(ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "3 V1 N1",
                "\n",
                "3\n",
                "3 \n",
                "1 1 1\n",
                "2 V1 N1\n",
                "3 V1\n",
                "3 N1\n",
                "3 V0 N1\n",
                "3 V1 N0\n",
                "3 V-1 N1\n",
                "3 V4294967296 N1\n",
                "3 V1 N4294967296\n",
                "3 V99999999999999999999 N1\n",
                "3V1 N1\n",
                "rubbish\n"
            })
    void needsAHeader(String text) {
        assertThat(UidList.parse(text.getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gshort", "G", "G0123456789ABCDEF0123456789ABCDEF", "G" + GUID + "0"})
    void takesAnIdThatIsNoneForAMissingOne(String field) {
        UidList list = parse("3 V1 N1 " + field + "\n");

        assertThat(list.guid()).isEmpty();
        list.setGuid(GUID);
        assertThat(text(list)).isEqualTo("3 V1 N1 G" + GUID + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1 :again\n",
                "2 :again\n",
                "0 :zero\n",
                ":c\n",
                "x :c\n",
                " 3 :c\n",
                "3:c\n",
                "3\n",
                "3 \n",
                "3 :\n",
                "3 ::2,S\n",
                "3 c\n",
                "3 W5\n",
                "3 :a/b\n",
                "3 :a\0b\n",
                "3 :a\rb\n",
                "3 :a\r:2,\n",
                "4294967295 :c\n",
                "99999999999 :c\n",
                "\n"
            })
    void endsAtALineThatCannotBe(String line) {
        String good = "3 V1 N3\n1 :a\n2 :b\n";

        UidList list = parse(good + line + "20 :later\n");

        assertThat(list.damaged()).isTrue();
        assertThat(entries(list)).containsExactly("1 a", "2 b");
        assertThat(list.length()).isEqualTo(good.length());
        assertThat(list.nextUid())
                .as("UIDs of what could not be read are used up")
                .isEqualTo(21);
    }

    @Test
    void doesNotBelieveALineWithoutAnEnd() {
        UidList list = parse("3 V1 N2\n1 :a\n2 :torn");

        assertThat(list.damaged()).isTrue();
        assertThat(entries(list)).containsExactly("1 a");
        assertThat(list.nextUid()).isEqualTo(3);
    }

    @Test
    void aNameThatComesAgainHasTheLaterUid() {
        UidList list = parse("3 V1 N2\n1 :a\n2 :b\n3 :a\n");

        assertThat(list.damaged()).isFalse();
        assertThat(entries(list)).containsExactly("2 b", "3 a");
        assertThat(list.uidOf("a")).hasValue(3);
        assertThat(list.baseOf(1)).isEmpty();
    }

    @Test
    void readsOnWhereTheFileHasGrown() {
        UidList list = parse("3 V1 N2\n1 :a\n");

        list.readMore("2 :b\n".getBytes(UTF_8));
        list.readMore("3 :c\n".getBytes(UTF_8));

        assertThat(entries(list)).containsExactly("1 a", "2 b", "3 c");
        assertThat(list.length()).isEqualTo("3 V1 N2\n1 :a\n2 :b\n3 :c\n".length());
        assertThat(list.nextUid()).isEqualTo(4);
    }

    @Test
    void addsAndRemoves() {
        UidList list = new UidList(5, 1, GUID);

        assertThat(list.add("a")).isEqualTo(1);
        list.add(7, "b");
        list.skipTo(10);
        assertThat(list.add("c")).isEqualTo(10);
        assertThat(list.remove(7)).isTrue();
        assertThat(list.remove(7)).isFalse();

        assertThat(list.size()).isEqualTo(2);
        assertThat(list.uidOf("b")).isEmpty();
        assertThat(text(list)).isEqualTo("3 V5 N11 G" + GUID + "\n1 :a\n10 :c\n");
    }

    @Test
    void neverGivesAUidTwice() {
        UidList list = new UidList(5, 1, GUID);
        list.add("a");
        list.remove(1);
        list.skipTo(1);

        assertThat(list.add("b")).isEqualTo(2);
        assertThatThrownBy(() -> list.add(2, "c")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> list.add(3, "b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> list.add(UidList.MAX_UID + 1, "c")).isInstanceOf(IllegalArgumentException.class);
        list.add(UidList.MAX_UID, "last");
        assertThatThrownBy(() -> list.add("one more")).isInstanceOf(MailboxException.OverLimit.class);
        assertThat(UidList.parse(list.octets())).contains(list);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " a", "a\nb", "a\r", "a\0", "a:2,S", "a/b", "a\tb", "\uFFFD", "\uD800"})
    void takesInNoNameThatDoesNotFitInALine(String base) {
        UidList list = new UidList(5, 1, GUID);

        assertThat(UidList.canHold(base)).isFalse();
        assertThatThrownBy(() -> list.add(base)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UidList.line(1, base)).isInstanceOf(IllegalArgumentException.class);
    }

    @RepeatedTest(50)
    void linesAddedToTheFileAreEntriesAddedToTheList(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition()); // the seed is the number of the repetition
        UidList list = new UidList(1 + random.nextInt(1000), 1 + random.nextInt(1000), GUID);
        StringBuilder file = new StringBuilder(text(list));
        for (int i = random.nextInt(100); i > 0; i--) {
            list.skipTo(list.nextUid() + random.nextInt(3));
            String base = randomName(random) + i;
            file.append(new String(UidList.line(list.nextUid(), base), UTF_8));
            list.add(base);
        }

        UidList read = parse(file.toString());

        assertThat(read.damaged()).isFalse();
        assertThat(entries(read)).isEqualTo(entries(list));
        assertThat(UidList.parse(list.octets())).contains(list);
    }

    private static String randomName(Random random) {
        StringBuilder name = new StringBuilder();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            name.append((char) (random.nextInt(10) == 0 ? 0xA0 + random.nextInt(2000) : '!' + random.nextInt(94)));
        }
        return name.toString().replaceAll("[:/]", "_");
    }

    @Test
    void readsAHundredThousandEntriesAndRemovesThemOneByOne() {
        StringBuilder text = new StringBuilder(HEADER);
        for (int uid = 1; uid <= 100_000; uid++) {
            text.append(uid).append(" :1700000000.M").append(uid).append("P1.host,S=1000,W=1020\n");
        }

        UidList list = parse(text.toString());
        for (int uid = 1; uid <= 100_000; uid += 2) {
            list.remove(uid);
        }

        assertThat(list.size()).isEqualTo(50_000);
        assertThat(list.baseOf(100_000)).contains("1700000000.M100000P1.host,S=1000,W=1020");
    }

    private static UidList parse(String text) {
        return UidList.parse(text.getBytes(UTF_8)).orElseThrow();
    }

    private static String text(UidList list) {
        return new String(list.octets(), UTF_8);
    }

    private static List<String> entries(UidList list) {
        List<String> entries = new ArrayList<>();
        list.forEach((uid, base) -> entries.add(uid + " " + base));
        return entries;
    }
}
