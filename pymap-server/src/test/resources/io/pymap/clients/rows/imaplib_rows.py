"""What applications do with Python's imaplib; the argument is a file of authorities.

One line in: operation, port, security, milliseconds of patience, the port of later connections. One line out: "data" or
"error", and what there is.
"""

import imaplib
import re
import ssl
import sys

context = ssl.create_default_context(cafile=sys.argv[1])
MESSAGE_ID = "<four@example.org>"
MESSAGE = b"From: ann@example.org\r\nSubject: four\r\nMessage-ID: %s\r\n\r\nbody four\r\n" % MESSAGE_ID.encode()


class Refused(Exception):
    pass


def ok(answer):
    if answer[0] != "OK":
        raise Refused(str(answer[1]))
    return answer[1]


def connected(port, security, patience):
    if security == "tls":
        return imaplib.IMAP4_SSL("localhost", port, ssl_context=context, timeout=patience)
    imap = imaplib.IMAP4("localhost", port, timeout=patience)
    if security == "starttls":
        try:
            imap.starttls(context)
        except BaseException:
            imap.shutdown()
            raise
    return imap


def session(use):
    def run(port, security, patience, *_):
        imap = connected(port, security, patience)
        try:
            ok(imap.login("ann", "secret"))
            return use(imap)
        finally:
            if imap.state != "LOGOUT":
                imap.shutdown()

    return run


def selected(use):
    def run(imap):
        ok(imap.select("INBOX"))
        return use(imap)

    return session(run)


def fetched(imap, item, pattern, uids="1:*", *modifiers):
    """UIDs, and what the pattern finds beside each; a literal is what a tuple has second."""
    told = []
    for part in ok(imap.uid("FETCH", uids, "(UID %s)" % item, *modifiers)):
        line = b" ".join(part) if isinstance(part, tuple) else part
        uid = line and re.search(rb"\bUID (\d+)", line)
        found = line and re.search(pattern, line)
        if uid and found:
            value = part[1] if isinstance(part, tuple) else found.group(1)
            told.append("%s %s" % (uid.group(1).decode(), value.decode("latin-1")))
    return ";".join(told)


def reading(item, pattern):
    return selected(lambda imap: fetched(imap, item, pattern))


def flags(imap, uids="1:*", *modifiers):
    told = fetched(imap, "FLAGS", rb"FLAGS \(([^)]*)\)", uids, *modifiers)
    lines = [line.partition(" ") for line in told.split(";") if line]
    return ";".join(uid + " " + " ".join(sorted(set(rest.split()) - {"\\Recent"})) for uid, _, rest in lines)


def subjects(imap, uids="1:*"):
    return fetched(imap, "ENVELOPE", rb'ENVELOPE \((?:"[^"]*"|NIL) "([^"]*)"', uids)


def select(imap):
    exists = ok(imap.select("INBOX"))[0]
    numbers = [imap.response(name)[1][-1] for name in ("UIDVALIDITY", "UIDNEXT")]
    return "exists=%s uidvalidity=%s uidnext=%s" % tuple(
        number.decode() if number else "none" for number in [exists] + numbers)


def search(imap):
    found = ok(imap.uid("SEARCH", None, "ALL"))[0]
    uids = found.split() if found else []
    return "%d messages" % len(uids) if len(uids) > 50 else ",".join(uid.decode() for uid in uids)


def flag_later(imap):
    two = next(line.split(" ")[0] for line in subjects(imap).split(";") if line.endswith(" two"))
    ok(imap.noop())
    return did(imap.uid("STORE", two, "+FLAGS", r"(\Flagged)"))


def by_uid(told):
    """Lines by the UIDs at their beginning."""
    return {int(line.split(" ")[0]): line for line in told.split(";") if line}


def did(answer):
    ok(answer)
    return "ok"


def told_number(imap, code):
    return int(imap.response(code)[1][-1])


def look(before):
    """Looks at INBOX, with what is known from the look before: subjects by UID; what is new is fetched from UIDNEXT on."""

    def at(imap):
        validity, following = [told_number(imap, code) for code in ("UIDVALIDITY", "UIDNEXT")]
        same = validity == before.get("validity")
        kept = by_uid(flags(imap, "1:%d" % (before["next"] - 1))) if same else {}
        fresh = by_uid(subjects(imap, "%d:*" % (before["next"] if kept else 1)))
        known = {uid: (before["known"] if uid in kept else fresh).get(uid) for uid in {**kept, **fresh}}
        try:
            ok(imap.noop())
        except (imaplib.IMAP4.error, OSError):
            pass  # there are other connections
        return {"known": known, "validity": validity, "next": following}

    return selected(at)


def lines(state):
    return ";".join(line or "" for line in state["known"].values())


def resync(port, security, patience, later):
    before = look({})(port, security, patience)
    return lines(look(before)(later, security, patience))  # greeted when the mail is back


def resync_twice(port, security, patience, later):
    before = look({})(port, security, patience)
    then = look(before)(later, security, patience)
    return lines(then) + "|" + lines(look(then)(later, security, patience))


def flag(imap):
    return did(imap.uid("STORE", "2", "+FLAGS", r"(\Flagged)"))


def flag_and_resync(port, security, patience, later):
    """The same for flags, by mod-sequences."""

    def learn(imap):
        flag(imap)
        ok(imap.select("INBOX"))  # as it is with that flag
        return {"known": by_uid(flags(imap)), "modseq": told_number(imap, "HIGHESTMODSEQ")}

    def look_at_flags(before):
        def at(imap):
            modseq = told_number(imap, "HIGHESTMODSEQ")
            news = "" if modseq == before["modseq"] else flags(imap, "1:*", "(CHANGEDSINCE %d)" % before["modseq"])
            ok(imap.noop())
            return {"known": {**before["known"], **by_uid(news)}, "modseq": modseq}

        return selected(at)

    before = selected(learn)(port, security, patience)
    then = look_at_flags(before)(later, security, patience)
    return lines(then) + "|" + lines(look_at_flags(then)(later, security, patience))


def append(imap):
    return did(imap.append("INBOX", None, None, MESSAGE))


def append_surely(port, security, patience, later):
    def there(imap):
        return bool(ok(imap.uid("SEARCH", None, "HEADER", "Message-ID", '"%s"' % MESSAGE_ID))[0])

    def look_for_it(imap):
        if there(imap):
            return "ok"
        ok(imap.noop())
        return "ok" if there(imap) else append(imap)

    try:
        selected(append)(port, security, patience)
    except (Refused, imaplib.IMAP4.error, OSError):
        pass  # it may be there all the same
    return selected(look_for_it)(later, security, patience)


def noop(imap):
    ok(imap.noop())
    return subjects(imap)


def listed(imap):
    lines = [re.match(rb'\(([^)]*)\) ("(?:[^"\\]|\\.)*"|NIL) "?([^"]*)"?$', line) for line in ok(imap.list())]
    return ",".join(sorted(
        line.group(3).decode() for line in lines if not re.search(rb"(?i)\\(noselect|nonexistent)", line.group(1))))


def has(imap, word):
    return word in ok(imap.capability())[0].split()  # its own list is the one ahead of the login


def create(imap):
    if has(imap, b"ENABLE"):
        imap.capabilities = tuple(ok(imap.capability())[0].decode().split())
        ok(imap.enable("UTF8=ACCEPT"))
    return did(imap.create('"Grüße"' if imap.utf8_enabled else '"Gr&APwA3w-e"'))


def moved(imap, uids="2"):
    if has(imap, b"MOVE"):
        return did(imap.uid("MOVE", uids, "Archive"))
    ok(imap.uid("COPY", uids, "Archive"))
    ok(imap.uid("STORE", uids, "+FLAGS", r"(\Deleted)"))
    return did(imap.expunge())


def status(imap):
    return "messages=" + re.search(rb"MESSAGES (\d+)", ok(imap.status("Archive", "(MESSAGES)"))[0]).group(1).decode()


OPERATIONS = {
    "login": session(lambda imap: "ok"),
    "quit": session(lambda imap: imap.logout()[0] and "ok"),
    "list": session(listed),
    "create": session(create),
    "status": session(status),
    "capability": session(lambda imap: "idle=" + str(has(imap, b"IDLE")).lower()),
    "select": session(select),
    "flags": selected(flags),
    "envelope": selected(subjects),
    "dates": reading("INTERNALDATE", rb'INTERNALDATE "([^"]*)"'),
    "body": reading("BODY.PEEK[]", rb"(?i)BODY\[\] ()"),
    "header": reading("BODY.PEEK[HEADER]", rb"(?i)BODY\[HEADER\] ()"),
    "search": selected(search),
    "flag": selected(flag),
    "flag-later": selected(flag_later),
    "noop": selected(noop),
    "resync": resync,
    "resync-twice": resync_twice,
    "flag-and-resync": flag_and_resync,
    "append": selected(append),
    "append-surely": append_surely,
    "copy": selected(lambda imap: did(imap.uid("COPY", "2", "Archive"))),
    "move": selected(moved),
    "move-all": selected(lambda imap: moved(imap, "1:*")),
}


def escaped(text):
    return str(text).replace("\\", "\\\\").replace("\r", "\\r").replace("\n", "\\n")


def answer(name, port, security, patience, later):
    if name not in OPERATIONS:
        return "unable"
    try:
        return "data " + escaped(OPERATIONS[name](int(port), security, int(patience) / 1000, int(later)))
    except Exception as error:  # of whatever kind: the application has been told
        return "error " + escaped(repr(error))


sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
for line in sys.stdin:
    print(answer(*line.split()), flush=True)
