package io.pymap.fault;

import java.util.Locale;
import java.util.Optional;

/**
 * A BODYSTRUCTURE or ENVELOPE as a server in the field has sent it, against the grammar or at its edge; names and addresses are
 * made up. It stands for that of every message that the client asks for. RFC 9051 7.5.2.
 */
public enum RecordedShape {
    /** A parameter has no value. */
    BOUNDARY_NIL(
            Item.BODYSTRUCTURE,
            "((\"text\" \"plain\" (\"charset\" \"utf-8\") NIL NIL \"8bit\" 536 0 NIL NIL NIL NIL)"
                    + "(\"text\" \"html\" (\"charset\" \"utf-8\") NIL NIL \"8bit\" 7130 0 NIL NIL NIL NIL)"
                    + " \"alternative\" (\"boundary\" NIL))",
            "https://github.com/kisli/vmime/issues/159"),
    /** No parameters, as a list without anything in it. */
    PARAMETERS_EMPTY(
            Item.BODYSTRUCTURE,
            "((\"text\" \"plain\" (\"charset\" \"koi8-r\") NIL NIL \"quoted-printable\" 5716 0)"
                    + "(\"message\" \"delivery-status\" () NIL NIL \"7bit\" 340) \"report\")",
            "https://github.com/emersion/go-imap/issues/557"),
    /** A message in the message, of which nothing is told. */
    MESSAGE_WITHOUT_ENVELOPE(
            Item.BODYSTRUCTURE,
            "((\"text\" \"plain\" (\"charset\" \"koi8-r\") NIL NIL \"quoted-printable\" 5716 0)"
                    + "(\"message\" \"rfc822\" () NIL NIL \"7bit\" 23925) \"report\")",
            "https://github.com/emersion/go-imap/issues/557"),
    ENCODING_NIL(
            Item.BODYSTRUCTURE,
            "(\"text\" \"plain\" () NIL NIL NIL 6002 79 NIL NIL NIL NIL)",
            "https://github.com/emersion/go-imap/issues/545"),
    /** A disposition that is a string, not a list. */
    DISPOSITION_STRING(
            Item.BODYSTRUCTURE,
            "((\"text\" \"plain\" (\"charset\" \"ISO-8859-1\") NIL NIL \"QUOTED-PRINTABLE\" 850 31 NIL \"inline\" NIL NIL)"
                    + "(\"text\" \"html\" (\"charset\" \"ISO-8859-1\") NIL NIL \"QUOTED-PRINTABLE\" 14692 502 NIL \"inline\""
                    + " NIL NIL) \"alternative\" (\"boundary\" \"edge\") NIL NIL)",
            "https://github.com/jstedfast/MailKit/issues/919"),
    /** A part that is a multipart, has no parts, and a size below zero. */
    SIZE_NEGATIVE(
            Item.BODYSTRUCTURE,
            "(((\"text\" \"plain\" (\"charset\" \"US-ASCII\") NIL NIL \"7bit\" 6 3 NIL NIL NIL NIL)"
                    + " \"alternative\" (\"boundary\" \"inner\") NIL NIL)"
                    + "(\"multipart\" \"appledouble\" (\"boundary\" \"double\") NIL NIL \"7BIT\" -1 NIL NIL NIL NIL)"
                    + " \"mixed\" (\"boundary\" \"outer\") NIL NIL)",
            "https://github.com/jstedfast/MailKit/issues/823"),
    SIZE_FRACTION(
            Item.BODYSTRUCTURE,
            "((\"text\" \"plain\" (\"charset\" \"utf-8\") NIL NIL \"8bit\" 1721 0 NIL NIL NIL NIL)"
                    + "(\"application\" \"pdf\" (\"name\" \"a.pdf\") NIL NIL \"base64\" 1.86931e+06 NIL NIL NIL NIL)"
                    + " \"mixed\" (\"boundary\" \"edge\"))",
            "https://github.com/jstedfast/MailKit/issues/1840"),
    /** A multipart in an attached message has no parts, and NIL for them. */
    PARTS_NIL(
            Item.BODYSTRUCTURE,
            "((\"text\" \"plain\" (\"charset\" \"utf-8\") NIL NIL \"7bit\" 727 16 NIL NIL NIL NIL)"
                    + "(\"message\" \"rfc822\" (\"name\" \"Message headers\") NIL NIL \"7bit\" 903"
                    + Item.INNER_ENVELOPE
                    + "(NIL \"alternative\" (\"boundary\" \"apple\") NIL NIL NIL) 17 NIL NIL NIL NIL)"
                    + " \"report\" (\"report-type\" \"delivery-status\" \"boundary\" \"edge\") NIL NIL NIL)",
            "https://github.com/jstedfast/MailKit/issues/1393"),
    /** Parts that are multiparts without anything in them: a subtype only. */
    PARTS_LEFT_OUT(
            Item.BODYSTRUCTURE,
            "(((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"UTF-8\") NIL NIL \"BASE64\" 10418 133 NIL NIL NIL)"
                    + " \"ALTERNATIVE\" (\"BOUNDARY\" \"inner\") NIL NIL)"
                    + "(\"RELATED\" NIL (\"ATTACHMENT\" NIL) NIL)(\"RELATED\" NIL (\"ATTACHMENT\" NIL) NIL)"
                    + " \"MIXED\" (\"BOUNDARY\" \"outer\") NIL NIL)",
            "https://github.com/jstedfast/MailKit/issues/371"),
    /** As that, with its parameters. */
    PARTS_LEFT_OUT_WITH_BOUNDARY(
            Item.BODYSTRUCTURE,
            "((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"UTF-8\") NIL NIL \"7BIT\" 18 1 NIL NIL NIL)"
                    + "(\"ALTERNATIVE\" (\"BOUNDARY\" \"inner\") NIL NIL) \"MIXED\" (\"BOUNDARY\" \"outer\") NIL NIL)",
            "https://github.com/jstedfast/MailKit/issues/205"),
    /** As that, in an attached message and without anything else. */
    ONLY_A_SUBTYPE(
            Item.BODYSTRUCTURE,
            "((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"windows-1252\") NIL NIL \"QUOTED-PRINTABLE\" 211 5)"
                    + "(\"MESSAGE\" \"RFC822\" NIL NIL NIL \"7BIT\" 2942"
                    + Item.INNER_ENVELOPE
                    + "(\"ALTERNATIVE\") 51) \"REPORT\")",
            "https://github.com/jstedfast/MailKit/issues/1841"),
    /** A type without a subtype. */
    ONLY_A_TYPE(
            Item.BODYSTRUCTURE,
            "((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"windows-1251\") NIL NIL \"base64\" 356 5)"
                    + "(\"X-ZIP\" (\"BOUNDARY\" \"\") NIL NIL \"base64\" 4096) \"MIXED\")",
            "https://github.com/jstedfast/MailKit/issues/371"),
    /** The body of an attached message is an empty list. */
    BODY_EMPTY(
            Item.BODYSTRUCTURE,
            "((\"text\" \"plain\" (\"charset\" \"UTF-8\") NIL NIL \"base64\" 232 4 NIL NIL NIL)"
                    + "(\"message\" \"rfc822\" NIL NIL NIL \"7BIT\" 787 (NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL) () 0"
                    + " NIL NIL NIL) \"report\" (\"report-type\" \"delivery-status\" \"boundary\" \"edge\") NIL NIL)",
            "https://github.com/jstedfast/MailKit/issues/944"),
    TWO_SPACES(
            Item.BODYSTRUCTURE,
            "((\"text\" \"plain\"  (\"charset\" \"UTF-8\") NIL NIL \"base64\" 232 4 NIL NIL NIL)"
                    + "(\"message\" \"delivery-status\"  NIL NIL NIL \"7BIT\" 421 NIL NIL NIL)"
                    + " \"report\" (\"report-type\" \"delivery-status\" \"boundary\" \"edge\") NIL NIL)",
            "https://github.com/jstedfast/MailKit/issues/944"),
    /** A disposition one place too late, behind parameters. */
    DISPOSITION_LATE(
            Item.BODYSTRUCTURE,
            "(((\"text\" \"plain\" (\"charset\" \"UTF-8\") NIL NIL \"8bit\" 314 8 NIL NIL NIL NIL) \"alternative\""
                    + " (\"boundary\" \"inner\") NIL NIL NIL NIL) \"related\" (\"type\" \"multipart/alternative\""
                    + " \"boundary\" \"outer\") NIL (\"inline\" NIL) NIL NIL)",
            "https://github.com/jstedfast/MailKit/issues/953"),
    /** Parameters where the MD5 of the part belongs, and no encoding. */
    PARAMETERS_FOR_MD5(
            Item.BODYSTRUCTURE,
            "((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"GB2312\") NIL NIL NIL 0 0 (\"BOUNDARY\" \"edge\") NIL NIL)"
                    + " \"RELATED\" (\"BOUNDARY\" \"edge\") NIL NIL)",
            "https://github.com/dinhvh/libetpan/issues/217"),
    /** A multipart as a part without parts, with its parameters once more where the MD5 belongs. */
    MULTIPART_AS_PART(
            Item.BODYSTRUCTURE,
            "((\"multipart\" \"related\" (\"boundary\" \"inner\") NIL NIL \"7BIT\" 400 (\"boundary\" \"inner\") NIL NIL NIL)"
                    + "(\"TEXT\" \"html\" (\"charset\" \"UTF8\") NIL NIL \"7BIT\" 1115 70 NIL NIL NIL NIL)"
                    + " \"mixed\" (\"boundary\" \"outer\") NIL NIL NIL)",
            "https://github.com/jstedfast/MailKit/issues/878"),
    /** An attached message as a part that is none: its disposition stands where its envelope belongs. */
    MESSAGE_AS_PART(
            Item.BODYSTRUCTURE,
            "((\"TEXT\" \"PLAIN\" (\"CHARSET\" \"koi8-r\") NIL NIL \"QUOTED-PRINTABLE\" 4452 113 NIL NIL NIL)"
                    + "(\"MESSAGE\" \"RFC822\" (\"NAME\" \"a.eml\") NIL NIL \"7BIT\" 23379 NIL"
                    + " (\"ATTACHMENT\" (\"FILENAME\" \"a.eml\")) NIL) \"MIXED\" (\"BOUNDARY\" \"edge\") NIL NIL)",
            "https://github.com/jstedfast/MailKit/pull/59"),
    /** Nine fields in place of ten: the last one is left out. */
    MESSAGE_ID_LEFT_OUT(
            Item.ENVELOPE,
            "(\"Mon, 30 Oct 2017 11:05:21 +0800\" \"Welcome\" ((\"Ann\" NIL \"ann\" \"example.org\"))"
                    + " ((\"Ann\" NIL \"ann\" \"example.org\")) ((\"Ann\" NIL \"ann\" \"example.org\")) NIL NIL NIL NIL)",
            "https://github.com/jstedfast/MailKit/issues/669"),
    /** Eight fields in place of ten. */
    TWO_FIELDS_LEFT_OUT(
            Item.ENVELOPE,
            "(\"Tue, 24 Sep 2019 09:48:05 +0800\" \"Report\" ((\"Ann\" NIL \"unknown-name\" \"unknown-domain\"))"
                    + " ((\"Ann\" NIL \"unknown-name\" \"unknown-domain\"))"
                    + " ((\"Ann\" NIL \"unknown-name\" \"unknown-domain\")) NIL NIL NIL)",
            "https://github.com/jstedfast/MailKit/issues/932"),
    /** Empty lists of addresses, and an empty string, where there is nothing. */
    LISTS_EMPTY(
            Item.ENVELOPE,
            "(\"Mon, 20 May 2019 14:03:14 +0200\" \"Activation\" ((\"Alumni\" NIL \"alumni\" \"example.org\")) () ()"
                    + " ((\"Bob\" NIL \"bob\" \"example.org\")) () () \"\" \"c20696ea@example.org\")",
            "https://github.com/jonhoo/rust-imap/issues/166"),
    TO_EMPTY(
            Item.ENVELOPE,
            "(\"Wed, 11 Oct 2023 02:11:04 +0000\" \"Courses\" ((\"Tn\" NIL \"info\" \"example.org\")) NIL NIL () NIL NIL"
                    + " \"<1@example.org>\" \"<2@example.org>\")",
            "https://github.com/apple/swift-nio-imap/issues/821"),
    /** The name of an address is in a list of its own, with its other parts. */
    ADDRESS_NESTED(
            Item.ENVELOPE,
            "(\"Thu, 18 Jul 2019 01:29:32 -0300\" \"News\" (NIL ({11}\r\n=?Q?News?= NIL \"news\" \"example.org\"))"
                    + " (NIL ({11}\r\n=?Q?News?= NIL \"news\" \"example.org\")) ((NIL NIL \"ann\" \"example.org\"))"
                    + " ((NIL NIL \"bob\" \"example.org\")) NIL NIL NIL \"<3@example.org>\")",
            "https://github.com/jstedfast/MailKit/issues/991"),
    /** A phrase in place of the mailbox, and no host. */
    HOST_EMPTY(
            Item.ENVELOPE,
            "(\"Mon, 17 Nov 2014 13:29:22 +0100\" \"[undeliverable] Re: Hello\" ((NIL NIL \"Mail Delivery System\" \"\"))"
                    + " ((NIL NIL \"Mail Delivery System\" \"\")) ((NIL NIL \"Mail Delivery System\" \"\"))"
                    + " ((NIL NIL \"ann\" \"example.org\")) NIL NIL \"<4@example.org>\" \"<5@example.org>\")",
            "https://github.com/jstedfast/MailKit/issues/1393"),
    /** Quotes in a quoted string, with nothing before them. */
    MESSAGE_ID_WITH_QUOTES(
            Item.ENVELOPE,
            "(\"Wed, 6 Apr 2022 17:10:18 +0800 (CST)\" \"A resume\" ((\"Jobs\" NIL \"cv\" \"example.org\"))"
                    + " ((\"Jobs\" NIL \"cv\" \"example.org\")) ((\"Jobs\" NIL \"cv\" \"example.org\"))"
                    + " ((NIL NIL \"bob\" \"example.org\")) NIL NIL NIL \"<1763.139.JavaMail.\"cv@example.org\"@host-01>\")",
            "https://github.com/jakartaee/mail-api/issues/669"),
    /** As that, in the name of an address. */
    NAME_WITH_QUOTES(
            Item.ENVELOPE,
            "(\"Mon, 27 May 2024 10:00:00 +0000\" \"Hello\" ((\"\"Ann\" (office)\" NIL \"ann\" \"example.org\")) NIL NIL"
                    + " ((NIL NIL \"bob\" \"example.org\")) NIL NIL NIL \"<6@example.org>\")",
            "https://github.com/djc/imap-proto/issues/171"),
    /** The name of an address is there, and empty. That is within the grammar. */
    NAME_EMPTY(
            Item.ENVELOPE,
            "(\"Thu, 02 Nov 2023 13:28:10 +0000\" \"Delivery\" ((\"\" NIL \"ann\" \"example.org\")) NIL NIL"
                    + " ((\"\" NIL \"bob\" \"example.net\")) NIL NIL \"<7@example.org>\" \"<8@example.org>\")",
            "https://github.com/duesee/imap-codec/issues/700"),
    /** A backslash in a quoted string with a space behind it. */
    BACKSLASH(
            Item.ENVELOPE,
            "(\"Tue, 8 Nov 2016 10:00:00 +0100\" \"Hello\" ((\"Ann\" NIL \"ann\" \"example.org\")) NIL NIL"
                    + " ((\"name surname \\ \" NIL \"bob\" \"example.org\")) NIL NIL NIL \"<9@example.org>\")",
            "https://github.com/jstedfast/MailKit/issues/422"),
    /** Nothing is known. That is within the grammar. */
    ALL_NIL(
            Item.ENVELOPE,
            "(NIL NIL NIL NIL NIL NIL NIL NIL NIL NIL)",
            "https://github.com/jstedfast/MailKit/issues/943"),
    /** One more pair of parentheses, around the item and its value. */
    ITEM_IN_PARENTHESES(Item.ENVELOPE, "", "https://github.com/jstedfast/MailKit/issues/943") {
        @Override
        String replaced(String item, String value) {
            return "(" + item + value + ")";
        }
    };

    private final Item item;
    private final String recorded;
    private final String source;

    RecordedShape(Item item, String recorded, String source) {
        this.item = item;
        this.recorded = recorded;
        this.source = source;
    }

    private enum Item {
        BODYSTRUCTURE,
        ENVELOPE;

        private static final String INNER_ENVELOPE =
                " (\"Sat, 3 Jan 2015 19:26:15 +0100\" \"Re: Hello\" ((\"Ann\" NIL \"ann\" \"example.org\"))"
                        + " ((\"Ann\" NIL \"ann\" \"example.org\")) ((\"Ann\" NIL \"ann\" \"example.org\"))"
                        + " ((\"Bob\" NIL \"bob\" \"example.org\")) NIL NIL NIL \"<10@example.org>\") ";
    }

    /** Where it has been reported: the address of a page. */
    public String source() {
        return source;
    }

    /** The item of FETCH: {@code BODYSTRUCTURE} or {@code ENVELOPE}. */
    public String item() {
        return item.name();
    }

    /** What stands for the item of a response and its value. */
    String replaced(String name, String value) {
        return name + recorded;
    }

    /** As rules have it when they are written as text: {@code boundary-nil}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<RecordedShape> of(String word) {
        for (RecordedShape shape : values()) {
            if (shape.word().equals(word)) {
                return Optional.of(shape);
            }
        }
        return Optional.empty();
    }

    /**
     * The response with this shape in it, or the same where it does not have the item.
     *
     * @param response one char for each octet
     */
    public String in(String response) {
        String name = item + " ";
        int at = response.indexOf(" " + name + "(") + 1;
        if (at == 0) {
            at = response.indexOf("(" + name + "(") + 1;
        }
        if (at == 0) {
            return response;
        }
        int value = at + name.length();
        int end = Literals.endOfList(response, value);
        return response.substring(0, at) + replaced(name, response.substring(value, end)) + response.substring(end);
    }
}
