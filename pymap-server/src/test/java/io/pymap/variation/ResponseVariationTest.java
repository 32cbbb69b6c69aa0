package io.pymap.variation;

import static org.assertj.core.api.Assertions.assertThat;

import io.pymap.differential.Response;
import io.pymap.differential.Value;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseVariationTest {

    private static final int SEEDS = 300;

    static List<String> responses() {
        return List.of(
                "* OK [CAPABILITY IMAP4rev1 IMAP4rev2 IDLE] Server ready localhost\r\n",
                "* CAPABILITY IMAP4rev1 IMAP4rev2 IDLE AUTH=PLAIN APPENDLIMIT=10\r\n",
                "a1 OK [APPENDUID 38505 3955] APPEND completed.\r\n",
                "a1 NO [NONEXISTENT] No such mailbox.\r\n",
                "a1 BAD Expected a number.\r\n",
                "* BYE Logging out.\r\n",
                "* OK [ALERT] The building is on fire\r\n",
                "+ Ready for literal data\r\n",
                "+ \r\n",
                "* 18 EXISTS\r\n",
                "* 3 EXPUNGE\r\n",
                "* FLAGS (\\Answered \\Deleted \\Draft \\Flagged \\Seen word)\r\n",
                "* SEARCH 2 84 882\r\n",
                "* SEARCH\r\n",
                "* ESEARCH (TAG \"a1\") UID COUNT 2 ALL 4,19:21\r\n",
                "* LIST (\\HasNoChildren \\Sent) \"/\" Sent\r\n",
                "* LIST (\\HasNoChildren) \"/\" \"two words\" (\"CHILDINFO\" (\"SUBSCRIBED\"))\r\n",
                "* LIST () NIL {5}\r\na\"b\\c\r\n",
                "* LSUB () \"/\" &AOQ-\r\n",
                "* STATUS \"two words\" (MESSAGES 231 UIDNEXT 44292 MAILBOXID (F2212ea87-6097))\r\n",
                "* STATUS NIL (MESSAGES 1)\r\n".replace("NIL", "\"NIL\""),
                "* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n",
                "* ID (\"name\" \"pymap\" \"version\" NIL)\r\n",
                "* VANISHED (EARLIER) 41,43:116\r\n",
                "* 12 FETCH (UID 4 FLAGS (\\Seen \\Flagged word) INTERNALDATE \" 7-Jul-1996 02:44:25 -0700\" RFC822.SIZE 44)\r\n",
                "* 1 FETCH (BODY[HEADER.FIELDS (DATE \"From\")] {21}\r\nDate: now\r\n From)\r\n\r\n UID 7)\r\n",
                "* 1 FETCH (BODY[TEXT]<0> \"short \\\"text\\\"\" MODSEQ (65402) EMAILID (M6d99ac) THREADID NIL)\r\n",
                "* 1 FETCH (BINARY[1] ~{3}\r\na\000b BINARY.SIZE[1] 3 BODY[1] \"\" BODY[2] NIL)\r\n",
                "* 1 FETCH (ENVELOPE (\"Wed, 17 Jul 1996 02:23:25 -0700\" \"Hello \\\\ you\" ((\"Terry\" NIL \"gray\" \"example.org\")"
                        + "(NIL NIL \"fred\" \"example.org\")) NIL NIL ((NIL NIL \"group\" NIL)(NIL NIL NIL NIL)) NIL NIL NIL"
                        + " \"<1@example.org>\"))\r\n",
                "* 1 FETCH (BODYSTRUCTURE ((\"text\" \"plain\" (\"charset\" \"utf-8\") NIL NIL \"7bit\" 2 1 NIL NIL NIL NIL)"
                        + "(\"image\" \"png\" NIL \"<id>\" \"what\" \"base64\" 44 NIL (\"inline\" (\"filename\" \"a.png\")) NIL"
                        + " NIL) \"mixed\" (\"boundary\" \"x\") NIL NIL NIL))\r\n",
                "* 1 FETCH (BODY[] {6}\r\n\344\366\374\r\n\r)\r\n");
    }

    private static String vary(long seed, String response) {
        return new ResponseVariation(new SplittableRandom(seed), EnumSet.allOf(Variation.Kind.class)).vary(response);
    }

    @ParameterizedTest
    @MethodSource("responses")
    void saysTheSame(String response) {
        String meaning = meaning(response);
        LongStream.range(0, SEEDS).forEach(seed -> {
            String varied = vary(seed, response);
            assertThat(meaning(varied)).as("seed %d: %s", seed, varied).isEqualTo(meaning);
        });
    }

    @Test
    void saysItInManyForms() {
        String forms = LongStream.range(0, SEEDS)
                .mapToObj(
                        seed -> responses().stream().map(one -> vary(seed, one)).collect(Collectors.joining()))
                .collect(Collectors.joining());

        assertThat(forms)
                .contains(
                        "fetch (",
                        "FETCH (",
                        "* LIST (\\HasNoChildren) \"/\" {9}\r\ntwo words",
                        "\"/\" \"Sent\"",
                        "\"/\" Sent")
                .contains("{11}\r\nexample.org", "(\"\" NIL \"fred\"", "{0}\r\n", "\\seen", " nil", "bad ")
                .contains("BODY[2] NIL BODY[1]", "UID 4 ", "(RFC822.SIZE 44", "[appenduid 38505 3955]");
    }

    @Test
    void choosesTheSameWithTheSameSeed() {
        for (String response : responses()) {
            assertThat(vary(7, response)).isEqualTo(vary(7, response));
        }
    }

    @Test
    void variesTheKindsThatAreChosenOnly() {
        for (String response : responses()) {
            LongStream.range(0, SEEDS)
                    .forEach(seed -> assertThat(new ResponseVariation(
                                            new SplittableRandom(seed), EnumSet.of(Variation.Kind.LETTER_CASE))
                                    .vary(response))
                            .isEqualToIgnoringCase(response));
        }
        assertThat(LongStream.range(0, SEEDS).mapToObj(seed -> new Variation(seed).kinds()))
                .allSatisfy(kinds -> assertThat(kinds).isNotEmpty())
                .contains(EnumSet.of(Variation.Kind.STRINGS), EnumSet.of(Variation.Kind.LETTER_CASE));
    }

    @ParameterizedTest
    @MethodSource("unchanged")
    void leavesAloneWhatHasOneFormOnly(String response) {
        LongStream.range(0, SEEDS)
                .forEach(seed -> assertThat(vary(seed, response)).isEqualTo(response));
    }

    static List<String> unchanged() {
        return List.of("+ idling\r\n", "+ eyJzdGF0dXMi\r\n", "no response at all\r\n", "* 1 FETCH (\r\n");
    }

    /** Kind, code and data, in one form; what follows a status is free text. */
    private static String meaning(String octets) {
        Response response = Response.parse(octets);
        List<String> words = new ArrayList<>(
                List.of(response.tag(), Long.toString(response.number()), response.kind(), response.code()));
        List<Value> values = response.values();
        switch (response.kind()) {
            case "FETCH" -> words.add(items(values.get(0)));
            case "STATUS" -> words.addAll(List.of(values.get(0).text(), items(values.get(1))));
            case "CAPABILITY" ->
                words.add(new TreeSet<>(values.stream().map(Value::upperCase).toList()).toString());
            case "LIST", "LSUB" -> {
                words.addAll(List.of(
                        values.get(0).canonical(),
                        values.get(1).canonical(),
                        values.get(2).text()));
                values.stream().skip(3).map(Value::canonical).forEach(words::add);
            }
            default -> values.stream().map(Value::canonical).forEach(words::add);
        }
        return String.join(" ", words).toUpperCase(Locale.ROOT);
    }

    private static String items(Value list) {
        TreeMap<String, String> items = new TreeMap<>();
        List<Value> values = ((Value.Items) list).values();
        for (int i = 0; i < values.size(); i += 2) {
            String name = values.get(i).upperCase();
            Value value = values.get(i + 1);
            items.put(
                    name,
                    name.equals("FLAGS")
                            ? flags(value)
                            : value.canonical().toUpperCase(Locale.ROOT).replace("(\"\" NIL ", "(NIL NIL "));
        }
        return items.toString();
    }

    private static String flags(Value list) {
        return Set.copyOf(((Value.Items) list)
                        .values().stream().map(Value::upperCase).toList())
                .stream()
                .sorted()
                .toList()
                .toString();
    }
}
