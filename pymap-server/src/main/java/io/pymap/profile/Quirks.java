package io.pymap.profile;

import io.pymap.imap.vocabulary.Quirk;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The quirks there are. */
public final class Quirks {

    private static final List<Quirk> KNOWN = Stream.of(
                    LoginQuirks.ALL,
                    SelectQuirks.ALL,
                    MailboxQuirks.ALL,
                    SearchQuirks.ALL,
                    StructureQuirks.ALL,
                    MessageQuirks.ALL)
            .flatMap(List::stream)
            .toList();

    private Quirks() {}

    /** All of them. */
    public static List<Quirk> known() {
        return KNOWN;
    }

    /** @throws IllegalArgumentException where there is none of that name, with the names of those there are */
    public static Quirk named(String name) {
        return KNOWN.stream()
                .filter(quirk -> quirk.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No quirk " + name + "; there are "
                        + KNOWN.stream().map(Quirk::name).collect(Collectors.joining(", "))));
    }
}
