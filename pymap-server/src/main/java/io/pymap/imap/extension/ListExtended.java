package io.pymap.imap.extension;

import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.ListOption;
import io.pymap.imap.vocabulary.ListedName;
import java.util.List;
import java.util.Map;

/** LIST-EXTENDED: selection and return options, several patterns; LIST asks for it by this name. RFC 5258. */
public final class ListExtended implements Extension {

    @Override
    public String name() {
        return "LIST-EXTENDED";
    }

    @Override
    public String source() {
        return "RFC 5258";
    }

    @Override
    public String summary() {
        return "LIST with selection and return options, and with several patterns";
    }

    /** RFC 5258 3.1. */
    @Override
    public Map<String, ListOption.Parser> listSelectionOptions() {
        return Map.of(
                "SUBSCRIBED", (in, words) -> new Subscribed(),
                "REMOTE", (in, words) -> new Remote(),
                "RECURSIVEMATCH", (in, words) -> new RecursiveMatch());
    }

    /** RFC 5258 3.2. */
    @Override
    public Map<String, ListOption.Parser> listReturnOptions() {
        return Map.of("SUBSCRIBED", (in, words) -> new Subscribed(), "CHILDREN", (in, words) -> new Children());
    }

    private record Subscribed() implements ListOption {
        @Override
        public boolean selects(ListedName name) {
            return name.subscribed();
        }

        @Override
        public String childInfo() {
            return "SUBSCRIBED";
        }

        @Override
        public List<String> attributes(ListedName name) {
            return name.subscribed() ? List.of("\\Subscribed") : List.of();
        }
    }

    /** There are no remote mailboxes, so nothing comes to those that are here. */
    private record Remote() implements ListOption {
        @Override
        public boolean isBase() {
            return false;
        }
    }

    private record RecursiveMatch() implements ListOption {
        @Override
        public boolean isBase() {
            return false;
        }

        @Override
        public boolean recursive() {
            return true;
        }
    }

    private record Children() implements ListOption {
        @Override
        public List<String> attributes(ListedName name) {
            return List.of(name.hasChildren() ? "\\HasChildren" : "\\HasNoChildren");
        }
    }
}
