package io.pymap.imap;

import io.pymap.imap.command.BaseProtocol;
import io.pymap.imap.extension.AppendLimit;
import io.pymap.imap.extension.Binary;
import io.pymap.imap.extension.Children;
import io.pymap.imap.extension.Compress;
import io.pymap.imap.extension.Condstore;
import io.pymap.imap.extension.Enable;
import io.pymap.imap.extension.Id;
import io.pymap.imap.extension.Idle;
import io.pymap.imap.extension.LiteralMinus;
import io.pymap.imap.extension.LiteralPlus;
import io.pymap.imap.extension.Move;
import io.pymap.imap.extension.MultiAppend;
import io.pymap.imap.extension.Namespace;
import io.pymap.imap.extension.ObjectId;
import io.pymap.imap.extension.SaslIr;
import io.pymap.imap.extension.UidPlus;
import io.pymap.imap.extension.Unselect;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Vocabulary;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which extensions a server has. Immutable; every switch makes a new one. */
public final class ImapProtocol {

    /** All there are, in the order in which CAPABILITY names them. */
    private static final List<Extension> ALL = List.of(new Extension[] {
        new BaseProtocol(),
        new LiteralPlus(),
        new LiteralMinus(),
        new Id(),
        new SaslIr(),
        new Enable(),
        new Namespace(),
        new Unselect(),
        new Binary(),
        new UidPlus(),
        new Move(),
        new Children(),
        new AppendLimit(),
        new Idle(),
        new ObjectId(),
        new MultiAppend(),
        new Condstore(),
        new Compress(),
    });

    private final List<Extension> extensions;
    private final Set<String> hidden;

    private ImapProtocol(List<Extension> extensions, Set<String> hidden) {
        this.extensions = List.copyOf(extensions);
        this.hidden = Set.copyOf(hidden);
    }

    /** With every extension. */
    public static ImapProtocol standard() {
        return new ImapProtocol(ALL, Set.of());
    }

    /**
     * Without the extension: neither told nor understood, as by a server that has never heard of it.
     *
     * @throws IllegalArgumentException where there is no such extension, with the names of those there are
     */
    public ImapProtocol without(String name) {
        Extension unwanted = find(name);
        return new ImapProtocol(
                extensions.stream().filter(extension -> extension != unwanted).toList(), hidden);
    }

    /**
     * With the extension understood but not told.
     *
     * @throws IllegalArgumentException where there is no such extension, with the names of those there are
     */
    public ImapProtocol hiding(String name) {
        Set<String> more = new HashSet<>(hidden);
        more.add(find(name).name());
        return new ImapProtocol(extensions, more);
    }

    private static Extension find(String name) {
        String upperCase = name.toUpperCase(Locale.ROOT);
        return ALL.stream()
                .filter(extension -> extension.name().equals(upperCase) && !(extension instanceof BaseProtocol))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No extension " + name + "; there are "
                        + String.join(
                                ", ", ALL.stream().skip(1).map(Extension::name).toList())));
    }

    /** Those that this protocol has, the base protocol first. */
    public List<Extension> extensions() {
        return extensions;
    }

    public Vocabulary vocabulary() {
        return new Vocabulary(extensions, hidden);
    }
}
