package io.pymap.imap.extension;

import io.pymap.imap.session.Refusal;
import io.pymap.imap.session.ResponseCode;
import io.pymap.imap.syntax.ArgumentReader;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** CREATE-SPECIAL-USE: {@code CREATE mailbox (USE (\Sent))}. RFC 6154 3. */
public final class CreateSpecialUse implements Extension {

    @Override
    public String name() {
        return "CREATE-SPECIAL-USE";
    }

    @Override
    public String source() {
        return "RFC 6154";
    }

    @Override
    public String summary() {
        return "CREATE says what the new mailbox is for";
    }

    @Override
    public Set<String> needs() {
        return Set.of("SPECIAL-USE");
    }

    @Override
    public Map<Parameter.Key, Parameter.Parser> parameters() {
        return Map.of(new Parameter.Key("CREATE", "USE"), Use::parse);
    }

    private record Use(List<String> attributes) implements Parameter {

        static Use parse(ArgumentReader in) {
            List<String> attributes = new ArrayList<>();
            in.space().expect('(');
            if (!in.skip(')')) {
                do {
                    in.expect('\\');
                    attributes.add("\\" + in.atom());
                } while (in.skip(' '));
                in.expect(')');
            }
            return new Use(attributes);
        }

        /** RFC 6154 3: no mailbox is made with a use that is not known. */
        @Override
        public Map<String, byte[]> annotations() {
            if (attributes.isEmpty()) {
                return Map.of();
            }
            String value = String.join(
                    " ",
                    attributes.stream()
                            .map(name -> SpecialUse.attribute(name)
                                    .orElseThrow(() -> new Refusal(
                                            new ResponseCode("USEATTR"), "No mailbox can have this special use.")))
                            .toList());
            return Map.of(SpecialUse.ENTRY, value.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
