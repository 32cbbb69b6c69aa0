package io.pymap.imap.extension.metadata;

import io.pymap.imap.session.SessionState.Authenticated;
import io.pymap.imap.session.Untagged;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.ListOption;
import io.pymap.imap.vocabulary.ListedName;
import io.pymap.mailbox.Annotations;
import io.pymap.mailbox.Rights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** LIST-METADATA: annotations behind each mailbox of LIST. RFC 9590. */
public final class ListMetadata implements Extension {

    @Override
    public String name() {
        return "LIST-METADATA";
    }

    @Override
    public String source() {
        return "RFC 9590";
    }

    @Override
    public String summary() {
        return "LIST tells annotations of each mailbox";
    }

    @Override
    public Set<String> needs() {
        return Set.of("LIST-EXTENDED", Metadata.NAME);
    }

    @Override
    public Map<String, ListOption.Parser> listReturnOptions() {
        return Map.of(Metadata.NAME, (in, words) -> Told.parse(in));
    }

    private record Told(List<String> entries) implements ListOption {

        static Told parse(ArgumentReader in) {
            in.space();
            if (!in.next('(')) {
                throw in.expected("'('");
            }
            return new Told(Entries.parse(in));
        }

        @Override
        public List<Untagged> after(ListedName name, Authenticated session) {
            return name.mailbox()
                    .filter(mailbox -> mailbox.rights().has(Rights.READ))
                    .map(mailbox -> List.<Untagged>of(
                            new MetadataResponse(Optional.of(name.name()), values(mailbox.annotations()))))
                    .orElse(List.of());
        }

        private Map<String, Optional<byte[]>> values(Annotations annotations) {
            Map<String, Optional<byte[]>> values = new LinkedHashMap<>();
            entries.forEach(entry -> values.put(entry, annotations.value(entry)));
            return values;
        }
    }
}
