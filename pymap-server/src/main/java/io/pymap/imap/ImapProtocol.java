package io.pymap.imap;

import io.pymap.imap.command.BaseProtocol;
import io.pymap.imap.command.Rev1;
import io.pymap.imap.extension.AppendLimit;
import io.pymap.imap.extension.Binary;
import io.pymap.imap.extension.Children;
import io.pymap.imap.extension.Compress;
import io.pymap.imap.extension.Condstore;
import io.pymap.imap.extension.CreateSpecialUse;
import io.pymap.imap.extension.Enable;
import io.pymap.imap.extension.Esearch;
import io.pymap.imap.extension.Filters;
import io.pymap.imap.extension.FuzzySearch;
import io.pymap.imap.extension.I18nLevel;
import io.pymap.imap.extension.Id;
import io.pymap.imap.extension.Idle;
import io.pymap.imap.extension.InProgress;
import io.pymap.imap.extension.JmapAccess;
import io.pymap.imap.extension.Language;
import io.pymap.imap.extension.ListExtended;
import io.pymap.imap.extension.ListStatus;
import io.pymap.imap.extension.LiteralMinus;
import io.pymap.imap.extension.LiteralPlus;
import io.pymap.imap.extension.LoginReferrals;
import io.pymap.imap.extension.MessageLimit;
import io.pymap.imap.extension.Move;
import io.pymap.imap.extension.MultiAppend;
import io.pymap.imap.extension.Namespace;
import io.pymap.imap.extension.ObjectId;
import io.pymap.imap.extension.PartialResults;
import io.pymap.imap.extension.PreviewText;
import io.pymap.imap.extension.Qresync;
import io.pymap.imap.extension.QuotaSet;
import io.pymap.imap.extension.Quotas;
import io.pymap.imap.extension.Replace;
import io.pymap.imap.extension.Rev2;
import io.pymap.imap.extension.SaslIr;
import io.pymap.imap.extension.SaveDate;
import io.pymap.imap.extension.SaveLimit;
import io.pymap.imap.extension.SearchRes;
import io.pymap.imap.extension.SpecialUse;
import io.pymap.imap.extension.StatusSize;
import io.pymap.imap.extension.UidBatches;
import io.pymap.imap.extension.UidOnly;
import io.pymap.imap.extension.UidPlus;
import io.pymap.imap.extension.Unauthenticate;
import io.pymap.imap.extension.Unselect;
import io.pymap.imap.extension.Utf8Accept;
import io.pymap.imap.extension.Utf8Only;
import io.pymap.imap.extension.Within;
import io.pymap.imap.extension.Xlist;
import io.pymap.imap.extension.acl.AccessControl;
import io.pymap.imap.extension.acl.ListMyRights;
import io.pymap.imap.extension.context.ContextSearch;
import io.pymap.imap.extension.context.ContextSort;
import io.pymap.imap.extension.gmail.Gmail;
import io.pymap.imap.extension.metadata.ListMetadata;
import io.pymap.imap.extension.metadata.Metadata;
import io.pymap.imap.extension.metadata.MetadataServer;
import io.pymap.imap.extension.multisearch.MultiSearch;
import io.pymap.imap.extension.notify.Notify;
import io.pymap.imap.extension.sort.Esort;
import io.pymap.imap.extension.sort.Sort;
import io.pymap.imap.extension.sort.SortDisplay;
import io.pymap.imap.extension.thread.ThreadOrderedSubject;
import io.pymap.imap.extension.thread.ThreadReferences;
import io.pymap.imap.extension.thread.ThreadRefs;
import io.pymap.imap.extension.url.Catenate;
import io.pymap.imap.extension.url.UrlAuth;
import io.pymap.imap.extension.url.UrlAuthBinary;
import io.pymap.imap.extension.url.UrlPartial;
import io.pymap.imap.vocabulary.Advertisement;
import io.pymap.imap.vocabulary.Dialect;
import io.pymap.imap.vocabulary.Extension;
import io.pymap.imap.vocabulary.Quirk;
import io.pymap.imap.vocabulary.Vocabularies;
import io.pymap.imap.vocabulary.Vocabulary;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Which extensions a server has. Immutable; every switch makes a new one. */
public final class ImapProtocol {

    /** All there are, in the order in which CAPABILITY names them. */
    private static final List<Extension> ALL = List.of(new Extension[] {
        new Rev1(),
        new Rev2(),
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
        new Esearch(),
        new SearchRes(),
        new Within(),
        new PartialResults(),
        new Sort(),
        new SortDisplay(),
        new Esort(),
        new FuzzySearch(),
        new Filters(),
        new MultiSearch(),
        new ContextSearch(),
        new ContextSort(),
        new ThreadReferences(),
        new ThreadOrderedSubject(),
        new ThreadRefs(),
        new ListExtended(),
        new ListStatus(),
        new SpecialUse(),
        new CreateSpecialUse(),
        new Xlist(),
        new Quotas(),
        new QuotaSet(),
        new AccessControl(),
        new ListMyRights(),
        new Gmail(),
        new Notify(),
        new Metadata(),
        new MetadataServer(),
        new ListMetadata(),
        new Qresync(),
        new Replace(),
        new Catenate(),
        new UrlPartial(),
        new UrlAuth(),
        new UrlAuthBinary(),
        new SaveDate(),
        new PreviewText(),
        new StatusSize(),
        new Utf8Accept(),
        new Utf8Only(),
        new UidOnly(),
        new UidBatches(),
        new InProgress(),
        new MessageLimit(),
        new SaveLimit(),
        new Compress(),
        new Unauthenticate(),
        new Language(),
        new I18nLevel(),
        new LoginReferrals(),
        new JmapAccess(),
    });

    private final Dialect dialect;

    private ImapProtocol(Dialect dialect) {
        this.dialect = dialect;
    }

    /** With every extension that needs no setting and contradicts no other. */
    public static ImapProtocol standard() {
        return new ImapProtocol(
                new Dialect(ALL.stream().filter(Extension::byDefault).toList(), Set.of(), Optional.empty(), List.of()));
    }

    /**
     * That of a server whose CAPABILITY says these words, whatever they mean: with the extensions that they tell of, and those
     * that these need.
     *
     * @param beforeTls what it says while STARTTLS may come
     * @param beforeLogin what it says before login else
     * @param understood names of extensions that are there though no word tells of them
     * @throws IllegalArgumentException where one of these does not exist, with the names of those that do
     */
    public static ImapProtocol telling(
            List<String> beforeTls, List<String> beforeLogin, List<String> afterLogin, List<String> understood) {
        Advertisement told = new Advertisement(meant(beforeTls), meant(beforeLogin), meant(afterLogin));
        ImapProtocol protocol =
                new ImapProtocol(new Dialect(List.of(new BaseProtocol()), Set.of(), Optional.of(told), List.of()));
        for (Extension extension : ALL) {
            if (isSwitchable(extension) && told.mentions(extension.name())) {
                protocol = protocol.with(extension.name());
            }
        }
        for (String name : understood) {
            protocol = protocol.with(name);
        }
        return new ImapProtocol(protocol.dialect.withHidden(protocol.extensions().stream()
                .map(Extension::name)
                .filter(name -> !told.mentions(name))
                .collect(Collectors.toSet())));
    }

    /** All that a server can have. */
    public static List<Extension> known() {
        return ALL;
    }

    /**
     * With the extension, which need not be one that servers have by default, and with those that it needs. It is told,
     * though it was hidden before.
     *
     * @throws IllegalArgumentException where there is no such extension, with the names of those there are
     */
    public ImapProtocol with(String name) {
        Extension wanted = find(name);
        ImapProtocol with = this;
        for (String needed : wanted.needs()) {
            with = with.with(needed);
        }
        List<Extension> before = with.extensions();
        Set<String> hidden = new HashSet<>(with.dialect.hidden());
        hidden.remove(wanted.name());
        return new ImapProtocol(with.dialect
                .withExtensions(ALL.stream()
                        .flatMap(
                                extension -> named(before, extension.name())
                                        .or(() -> Optional.of(extension).filter(wanted::equals))
                                        .stream())
                        .toList())
                .withHidden(hidden));
    }

    /**
     * Without the extension, and without those that need it: neither told nor understood, as by a server that has never
     * heard of it. IMAP4rev2 needs what is part of it (RFC 9051 appendix E), but where there is no IMAP4rev1 it stays, without
     * that part.
     *
     * @throws IllegalArgumentException where there is no such extension, with the names of those there are
     */
    public ImapProtocol without(String name) {
        Set<String> unwanted = new HashSet<>(Set.of(find(name).name()));
        boolean more = true;
        while (more) {
            more = false;
            for (Extension extension : extensions()) {
                if (!Collections.disjoint(extension.needs(), unwanted) && !isOnlyRevision(extension)) {
                    more |= unwanted.add(extension.name());
                }
            }
        }
        return new ImapProtocol(dialect.withExtensions(extensions().stream()
                .filter(extension -> !unwanted.contains(extension.name()))
                .toList()));
    }

    /** Without it the server would speak nothing. */
    private boolean isOnlyRevision(Extension extension) {
        return extension instanceof Rev2 && extensions().stream().noneMatch(Rev1.class::isInstance);
    }

    /**
     * With the extension understood but not told.
     *
     * @throws IllegalArgumentException where there is no such extension, with the names of those there are
     */
    public ImapProtocol hiding(String name) {
        Set<String> more = new HashSet<>(dialect.hidden());
        more.add(find(name).name());
        return new ImapProtocol(dialect.withHidden(more));
    }

    /** Whether CAPABILITY may say so after login; values do not count. */
    public boolean tells(String capability) {
        return dialect.tells(capability, extensionOf(capability));
    }

    private static List<Advertisement.Word> meant(List<String> words) {
        return words.stream()
                .map(word -> new Advertisement.Word(word, extensionOf(word)))
                .toList();
    }

    /** The extension that a word of CAPABILITY tells of: by its name, or by what stands in front of {@code =}. */
    private static Optional<String> extensionOf(String word) {
        Optional<String> exact = nameOf(word);
        if (exact.isPresent()) {
            return exact;
        }
        String beginning = word.contains("=") ? word.substring(0, word.indexOf('=')) : word;
        return beginning.equals("RIGHTS") ? nameOf("ACL") : nameOf(beginning); // RFC 4314 2.2
    }

    private static Optional<String> nameOf(String word) {
        return ALL.stream().map(Extension::name).filter(word::equalsIgnoreCase).findFirst();
    }

    /** With the quirk, in place of one of its name. */
    public ImapProtocol with(Quirk quirk) {
        List<Quirk> more = new ArrayList<>(without(quirk).dialect.quirks());
        more.add(quirk);
        return new ImapProtocol(dialect.withQuirks(more));
    }

    /** Without the quirk, if it is there. */
    public ImapProtocol without(Quirk unwanted) {
        return new ImapProtocol(dialect.withQuirks(dialect.quirks().stream()
                .filter(quirk -> !quirk.name().equals(unwanted.name()))
                .toList()));
    }

    private static Optional<Extension> named(List<Extension> extensions, String name) {
        return extensions.stream()
                .filter(extension -> extension.name().equals(name))
                .findFirst();
    }

    /**
     * What ID tells of the server in place of its own name and version; nothing for NIL (RFC 2971 3.3).
     *
     * @throws IllegalArgumentException where that is more than the RFC allows
     */
    public ImapProtocol identifyingAs(Map<String, String> fields) {
        return with(Id.class, id -> new Id(fields));
    }

    /**
     * Sends the user to another server at login (LOGIN-REFERRALS, RFC 2221).
     *
     * @param url of that server: {@code imap://ann;AUTH=*@other.example.com/}
     * @throws IllegalArgumentException where that is no such URL
     */
    public ImapProtocol referring(String user, String url) {
        return with(LoginReferrals.class, referrals -> referrals.with(user, url));
    }

    /**
     * Tells clients where JMAP is to be had (JMAPACCESS, RFC 9698).
     *
     * @param session the URL of JMAP's session resource, with https
     */
    public ImapProtocol jmapAccess(URI session) {
        return with(JmapAccess.class, none -> new JmapAccess(session));
    }

    /** With another extension in place of the one of that kind, where it is there. */
    private <E extends Extension> ImapProtocol with(Class<E> kind, UnaryOperator<E> change) {
        return new ImapProtocol(dialect.withExtensions(extensions().stream()
                .map(extension -> kind.isInstance(extension) ? change.apply(kind.cast(extension)) : extension)
                .toList()));
    }

    /** Whether a server can be without it. */
    private static boolean isSwitchable(Extension extension) {
        return !(extension instanceof BaseProtocol);
    }

    private static Extension find(String name) {
        return ALL.stream()
                .filter(extension -> isSwitchable(extension) && extension.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No extension " + name + "; there are "
                        + ALL.stream()
                                .filter(ImapProtocol::isSwitchable)
                                .map(Extension::name)
                                .collect(Collectors.joining(", "))));
    }

    /** Those that this protocol has, in the order of CAPABILITY. */
    public List<Extension> extensions() {
        return dialect.extensions();
    }

    /** The words of all its sessions. */
    public Vocabulary vocabulary() {
        return new Vocabulary(dialect);
    }

    /** @param family tells the words of sessions that have not these */
    Vocabulary vocabulary(Vocabularies family) {
        return new Vocabulary(dialect, family);
    }
}
