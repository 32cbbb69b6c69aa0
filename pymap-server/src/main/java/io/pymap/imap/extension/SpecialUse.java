package io.pymap.imap.extension;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.ListOption;
import io.pymap.imap.vocabulary.ListedName;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Rights;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * SPECIAL-USE: what a mailbox is for, told by every LIST. It is the annotation {@code /private/specialuse}. RFC 6154, RFC
 * 8457.
 */
public final class SpecialUse implements Extension {

    /** RFC 6154 4. */
    static final String ENTRY = "/private/specialuse";

    /** RFC 6154 2, RFC 8457 3. */
    private static final List<String> ATTRIBUTES =
            List.of("\\All", "\\Archive", "\\Drafts", "\\Flagged", "\\Important", "\\Junk", "\\Sent", "\\Trash");

    @Override
    public String name() {
        return "SPECIAL-USE";
    }

    @Override
    public String source() {
        return "RFC 6154";
    }

    @Override
    public String summary() {
        return "LIST tells which mailbox is for drafts, sent mail, trash …";
    }

    /** The attribute as it is written, by its name in any case. */
    static Optional<String> attribute(String name) {
        return ATTRIBUTES.stream().filter(name::equalsIgnoreCase).findFirst();
    }

    /** What the annotations say; empty where a word is no attribute. */
    static Optional<List<String>> parse(byte[] value) {
        List<Optional<String>> words = Stream.of(
                        new String(value, StandardCharsets.ISO_8859_1).strip().split("\\s+"))
                .map(SpecialUse::attribute)
                .toList();
        return words.stream().allMatch(Optional::isPresent)
                ? Optional.of(
                        words.stream().flatMap(Optional::stream).distinct().toList())
                : Optional.empty();
    }

    /** The uses that these annotations tell of, as they are written in LIST. */
    public static List<String> of(Annotations annotations) {
        return annotations.value(ENTRY).flatMap(SpecialUse::parse).orElse(List.of());
    }

    /** RFC 6154 4: a mailbox has no use that nobody knows. */
    @Override
    public void annotating(Map<String, Optional<byte[]>> changes, Authenticated session) {
        Optional<byte[]> value = changes.getOrDefault(ENTRY, Optional.empty());
        if (value.isPresent() && parse(value.get()).isEmpty()) {
            throw new Refusal(ResponseCode.CANNOT, "No mailbox can have this special use.");
        }
    }

    @Override
    public List<String> listAttributes(ListedName name) {
        return name.mailbox()
                .filter(mailbox -> mailbox.rights().has(Rights.READ))
                .map(mailbox -> of(mailbox.annotations()))
                .orElse(List.of());
    }

    @Override
    public Map<String, ListOption.Parser> listSelectionOptions() {
        return Map.of(name(), (in, words) -> new HasUse());
    }

    /** Asks for nothing that is not told anyway. */
    @Override
    public Map<String, ListOption.Parser> listReturnOptions() {
        return Map.of(name(), (in, words) -> new ListOption() {});
    }

    private final class HasUse implements ListOption {
        @Override
        public boolean selects(ListedName name) {
            return !listAttributes(name).isEmpty();
        }

        @Override
        public String childInfo() {
            return name();
        }
    }
}
