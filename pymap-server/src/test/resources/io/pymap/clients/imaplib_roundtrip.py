"""A whole round trip with Python's imaplib: port, user and password are the arguments."""

import imaplib
import sys
import time

port, user, password = int(sys.argv[1]), sys.argv[2], sys.argv[3]
message = b"From: ann@example.org\r\nSubject: round trip\r\n\r\nHello.\r\n"
# All octets in one body but NUL, which only comes in BINARY literals, and CR and LF, which imaplib makes line ends of.
octets = bytes(octet for octet in range(1, 256) if octet not in b"\r\n")
binary = b"Subject: octets\r\nContent-Transfer-Encoding: binary\r\n\r\n" + octets * 300 + b"\r\n"


def expect(actual, expected, what):
    if actual != expected:
        raise SystemExit("%s: expected %r, got %r" % (what, expected, actual))


def ok(answer):
    expect(answer[0], "OK", "status of %r" % (answer,))
    return answer[1]


def literals(data):
    return [part[1] for part in data if isinstance(part, tuple)]


def text(data):
    """All of it: what came as a literal is a tuple."""
    return b" ".join(part if isinstance(part, bytes) else b" ".join(part) for part in data)


imap = imaplib.IMAP4("127.0.0.1", port)
try:
    imap.login(user, "wrong")
    raise SystemExit("logged in with a wrong password")
except imaplib.IMAP4.error as refusal:
    expect("AUTHENTICATIONFAILED" in str(refusal), True, "code of the refusal")
ok(imap.login(user, password))

ok(imap.create("Other"))
ok(imap.create('"With space"'))
ok(imap.subscribe("Other"))
expect(len(ok(imap.list())) >= 3, True, "mailboxes")
expect(len(ok(imap.lsub())) >= 1, True, "subscriptions")

date = imaplib.Time2Internaldate(time.time())
appended = ok(imap.append("INBOX", r"(\Seen)", date, message))
expect(b"APPENDUID" in appended[0], True, "APPENDUID")
ok(imap.append("INBOX", None, None, binary))
expect(ok(imap.select("INBOX")), [b"2"], "EXISTS")
expect(ok(imap.search(None, "ALL")), [b"1 2"], "SEARCH ALL")
expect(ok(imap.search(None, "UNSEEN")), [b"2"], "SEARCH UNSEEN")
expect(ok(imap.search(None, "SUBJECT", '"round trip"')), [b"1"], "SEARCH SUBJECT")
imap.literal = "grüß".encode("utf-8")
expect(ok(imap.search("UTF-8", "BODY")), [b""], "SEARCH with a literal")

expect(literals(ok(imap.fetch("1", "(RFC822)"))), [message], "FETCH RFC822")
expect(literals(ok(imap.fetch("2", "(BODY.PEEK[])"))), [binary], "FETCH of all octets")
expect(literals(ok(imap.fetch("2", "(BODY.PEEK[TEXT]<10.256>)"))),
       [binary[binary.index(b"\r\n\r\n") + 4:][10:266]], "partial FETCH")
expect(literals(ok(imap.uid("FETCH", "1", "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])"))),
       [b"Subject: round trip\r\n\r\n"], "UID FETCH")

stored = ok(imap.store("2", "+FLAGS", r"(\Flagged $Label)"))
expect(b"\\Flagged" in stored[0] and b"$Label" in stored[0], True, "STORE")
expect(ok(imap.search(None, "KEYWORD", "$Label")), [b"2"], "SEARCH KEYWORD")
ok(imap.copy("1:2", "Other"))
ok(imap.copy("1", '"With space"'))
ok(imap.store("1", "+FLAGS.SILENT", r"(\Deleted)"))
expect(ok(imap.expunge()), [b"1"], "EXPUNGE")
expect(ok(imap.search(None, "ALL")), [b"1"], "SEARCH after EXPUNGE")
ok(imap.noop())
ok(imap.check())
ok(imap.close())

expect(ok(imap.select("Other", readonly=True)), [b"2"], "EXISTS in the copy")
expect(literals(ok(imap.fetch("1:2", "(BODY[])"))), [message, binary], "FETCH of the copies")
flags = ok(imap.fetch("2", "(FLAGS)"))[0]
expect(b"\\Flagged" in flags and b"$Label" in flags, True, "flags of the copy")
expect(b"MESSAGES 1" in text(ok(imap.status('"With space"', "(MESSAGES UIDNEXT)"))), True, "STATUS")
ok(imap.unselect())
ok(imap.rename("Other", "Another"))
ok(imap.delete("Another"))
expect(imap.select("Another")[0], "NO", "SELECT of what is gone")
expect(imap.logout()[0], "BYE", "LOGOUT")
print("all is well")
