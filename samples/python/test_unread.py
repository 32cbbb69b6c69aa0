"""python3 -m unittest: a client with imaplib, and what a test knows of the server that no client can tell."""

import imaplib
import unittest

from pymap import Pymap


def unread_subjects(host, port, login, password):
    """The code under test."""
    with imaplib.IMAP4(host, port, timeout=20) as client:
        try:
            client.login(login, password)
            client.select("INBOX", readonly=True)
            _, found = client.uid("SEARCH", "UNSEEN")
            subjects = []
            for uid in found[0].split():
                _, data = client.uid("FETCH", uid.decode(), "(BODY.PEEK[HEADER.FIELDS (SUBJECT)])")
                subjects.append(data[0][1].decode().removeprefix("Subject: ").strip())
            return subjects
        except (imaplib.IMAP4.abort, OSError):
            client.shutdown()  # "with" closes the socket only where the server answers LOGOUT
            raise


def with_second_try(action):
    """The code under test: once more where the connection breaks."""
    try:
        return action()
    except (imaplib.IMAP4.abort, OSError):
        return action()


class UnreadTest(unittest.TestCase):

    @classmethod
    def setUpClass(cls):
        cls.imap = Pymap()
        cls.addClassCleanup(cls.imap.close)

    def setUp(self):
        self.addCleanup(self.imap.reset)
        self.imap.account("ann", "secret")

    def subjects(self):
        return unread_subjects(self.imap.host, self.imap.port, "ann", "secret")

    def test_reads_unread_mail_and_does_not_mark_it(self):
        self.imap.append("ann", "INBOX", subject="Hello", text="Are you there?", **{"from": "Bob <bob@example.org>"})
        self.imap.append("ann", "INBOX", subject="Old", flags=["\\Seen"])

        self.assertEqual(["Hello"], self.subjects())

        self.assertEqual([], self.imap.messages("ann", "INBOX")[0]["flags"])
        self.assertIn("EXAMINE INBOX", self.imap.transcript())

    def test_tries_again_when_the_connection_breaks(self):
        self.imap.append("ann", "INBOX", subject="Hello")
        self.imap.fault("on UID FETCH nth 1 reset after 20")

        self.assertEqual(["Hello"], with_second_try(self.subjects))

        self.assertIn("# FAULT rule #1 (hit 1)", self.imap.transcript())

    def test_is_logged_out_after_half_an_hour(self):
        client = imaplib.IMAP4(self.imap.host, self.imap.port, timeout=20)
        self.addCleanup(client.shutdown)
        client.login("ann", "secret")
        client.select("INBOX")
        self.imap.wait_for(selected="INBOX")

        self.imap.advance("PT31M")

        with self.assertRaises((imaplib.IMAP4.abort, OSError)):
            client.noop()


if __name__ == "__main__":
    unittest.main()
