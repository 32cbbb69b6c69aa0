package io.pymap.differential;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The mail that both servers have at first, and the messages that are appended later. */
final class Seeds {

    private static final String PLAIN = message("""
            From: Ann Example <ann@example.org>
            To: Bob <bob@example.org>
            Subject: Hello Bob
            Date: Wed, 1 Jan 2020 12:00:00 +0000
            Message-ID: <plain@example.org>

            Hello, this is the first message.
            It has two lines.
            """);

    private static final String ALTERNATIVE = message("""
            Received: from mx.example.org by mail.example.org; Mon, 15 Mar 2021 12:00:01 +0000
            From: =?UTF-8?Q?J=C3=BCrgen_Gr=C3=BC=C3=9Fe?= <juergen@example.org>
            To: ann@example.org, "Doe, John" <john.doe@example.com>
            Cc: team: bob@example.org, carl@example.net;
            Subject: =?UTF-8?B?R3LDvMOfZQ==?= from here
            Date: Mon, 15 Mar 2021 13:30:00 +0100
            Message-ID: <alternative@example.org>
            In-Reply-To: <plain@example.org>
            References: <plain@example.org>
            MIME-Version: 1.0
            Content-Type: multipart/alternative; boundary="=-alt"

            This is the preamble.
            --=-alt
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            Gr=C3=BC=C3=9Fe, sch=C3=B6ne Zeit =
            f=C3=BCr alle.
            --=-alt
            Content-Type: text/html; charset=utf-8
            Content-Transfer-Encoding: base64

            PHA+R3LDvMOfZTwvcD4=
            --=-alt--
            This is the epilogue.
            """);

    private static final String ATTACHMENT = message("""
            From: bob@example.org (Bob Example)
            To: undisclosed-recipients:;
            Bcc: hidden@example.org
            Reply-To: replies@example.org
            Sender: secretary@example.org
            Subject: report
             of the month
            Date: Thu, 29 Feb 2024 12:10:00 +0200
            Message-ID: <attachment@example.org>
            MIME-Version: 1.0
            Content-Type: Multipart/Mixed; Boundary=outer; x-odd=yes

            --outer
            Content-Type: text/plain; charset=iso-8859-1; format=flowed
            Content-Language: de
            Content-ID: <text@example.org>
            Content-Description: the text

            The report is attached.

            --outer
            Content-Type: application/octet-stream; name="report.bin"
            Content-Transfer-Encoding: BASE64
            Content-Disposition: attachment; filename="report.bin"; size=9
            Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==
            Content-Location: http://example.org/report

            AAECAwQFBgcI

            --outer--
            """);

    private static final String FORWARDED = message("""
            From: "Carl \\"C\\" Example" <carl@example.net>
            To: <ann@example.org>
            Subject: Fwd: nested
            Date: Thu, 2 Jun 2022 12:00:00 -0100
            Message-ID: <forwarded@example.org>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=fwd

            --fwd
            Content-Type: text/plain

            See below.
            --fwd
            Content-Type: message/rfc822
            Content-Disposition: inline

            From: inner@example.org
            To: carl@example.net
            Subject: multi
            Date: Wed, 1 Jun 2022 12:00:00 +0000
            Message-ID: <inner@example.org>
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=inner

            --inner
            Content-Type: text/plain; charset=us-ascii

            The nested text.
            --inner
            Content-Type: text/x-note

            A note.
            --inner--

            --fwd--
            """);

    private static final String HEADERLESS_PART = message("""
            From: ann@example.org
            Subject:
            X-Odd: one
            X-Odd: two
             folded
            MIME-Version: 1.0
            Content-Type: multipart/digest; boundary="a b"

            --a b

            From: first@example.org
            Subject: first of the digest

            Hello in a digest.
            --a b

            Subject: second

            --a b--
            """);

    private static final String CYRILLIC = message("""
            From: =?koi8-r?B?8NLJ18XU?= <ivan@example.org>
            To: ann@example.org
            Subject: =?koi8-r?Q?=F0=D2=C9=D7=C5=D4?=
            Date: Fri, 31 Dec 1999 12:00:00 +0300
            Message-ID: <cyrillic@example.org>
            References: <plain@example.org> <alternative@example.org>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=koi8-r
            Content-Transfer-Encoding: base64

            8NLJ18XULCDNydIh
            """);

    private static final String BARE = message("""
            Subject: no more than this

            """);

    private static final String LONG =
            message("""
            From: list@example.org
            To: ann@example.org
            Subject: Re: Hello Bob
            Date: Sat, 4 Jan 2020 12:00:00 +0000
            Message-ID: <long@example.org>
            In-Reply-To: <plain@example.org>
            Content-Type: text/plain

            """ + "The same line again and again, to make the message longer.\n".repeat(40));

    /** Those that are appended, by chance. */
    static final List<String> MESSAGES =
            List.of(PLAIN, ALTERNATIVE, ATTACHMENT, FORWARDED, HEADERLESS_PART, CYRILLIC, BARE, LONG);

    /** What is in each mailbox at first, in order of creation; inferiors come after their superiors. */
    static final Map<String, List<String>> MAILBOXES = mailboxes();

    private Seeds() {}

    private static String message(String text) {
        return new String(text.replace("\n", "\r\n").getBytes(ISO_8859_1), ISO_8859_1);
    }

    private static Map<String, List<String>> mailboxes() {
        Map<String, List<String>> mailboxes = new LinkedHashMap<>();
        mailboxes.put("INBOX", List.of(PLAIN, ALTERNATIVE, ATTACHMENT, FORWARDED, CYRILLIC, LONG));
        mailboxes.put("Work", List.of(HEADERLESS_PART, BARE, ATTACHMENT));
        mailboxes.put("Work/2024", List.of(PLAIN));
        mailboxes.put("Entw&APw-rfe", List.of(LONG, FORWARDED));
        mailboxes.put("two words", List.of());
        return mailboxes;
    }

    /** The commands that fill an empty server. */
    static List<String> commands() {
        List<String> commands = new ArrayList<>();
        String[] flags = {"(\\Seen)", "()", "(\\Flagged \\Seen)", "($Forwarded)", "(\\Deleted)", "(\\Answered project)"
        };
        String[] dates = {"01-Jan-2020", "15-Mar-2021", "29-Feb-2024", "02-Jun-2022", "31-Dec-1999", "04-Jan-2020"};
        commands.add("ENABLE CONDSTORE"); // so that both count from the first message on
        MAILBOXES.forEach((name, messages) -> {
            if (!name.equals("INBOX")) {
                commands.add("CREATE \"" + name + "\"");
            }
            for (int i = 0; i < messages.size(); i++) {
                String content = messages.get(i);
                commands.add("APPEND \"" + name + "\" " + flags[i] + " \"" + dates[i] + " 12:00:0" + i + " +0000\" {"
                        + content.length() + "+}\r\n" + content);
            }
        });
        commands.add("SUBSCRIBE INBOX");
        commands.add("SUBSCRIBE Work");
        return commands;
    }
}
