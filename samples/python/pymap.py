"""An IMAP server for tests: one of our own, or the one that runs at PYMAP_CONTROL_URL, in a container say."""

import json
import os
import re
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import quote, urlsplit

COMMAND = Path(__file__).parent / "../../pymap-server/target/pymap/bin/pymap"


class Pymap:
    """The server, by its control API."""

    def __init__(self):
        self.process = None
        self.control = os.environ.get("PYMAP_CONTROL_URL") or self._start()
        server = self.call("GET", "/v1/server")
        self.host, self.port = urlsplit(self.control).hostname, int(os.environ.get("PYMAP_IMAP_PORT", server["port"]))

    def _start(self):
        command = os.environ.get("PYMAP_COMMAND", str(COMMAND))
        self.process = subprocess.Popen(
            [command, "--port", "0", "--no-tls", "--control-port", "0", "--clock", "now", "--no-service", "admin", "dict"],
            stdout=subprocess.PIPE, text=True)
        return re.search(r" (http://\S+)", self.process.stdout.readline()).group(1)

    def call(self, method, path, body=None, accept="application/json"):
        """What the control API answers; an error of it is an AssertionError with its reason."""
        request = urllib.request.Request(self.control + path, method=method, headers={"Accept": accept})
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                text = reply.read().decode()
        except urllib.error.HTTPError as error:
            raise AssertionError(json.load(error)["detail"]) from error
        return json.loads(text) if text and accept == "application/json" else text

    def account(self, login, password):
        self.call("PUT", f"/v1/accounts/{quote(login, safe='')}", {"password": password})

    def append(self, login, mailbox, **message):
        return self.call("POST", self._mailbox(login, mailbox) + "/messages", message)["uids"][0]

    def messages(self, login, mailbox):
        return self.call("GET", self._mailbox(login, mailbox) + "/messages")["messages"]

    @staticmethod
    def _mailbox(login, mailbox):
        return f"/v1/accounts/{quote(login, safe='')}/mailboxes/{quote(mailbox, safe='')}"

    def fault(self, rule):
        self.call("POST", "/v1/faults", {"rule": rule})

    def advance(self, duration):
        self.call("POST", "/v1/clock", {"advance": duration})

    def wait_for(self, **what):
        return self.call("POST", "/v1/await", what)

    def transcript(self):
        return self.call("GET", "/v1/transcript", accept="text/plain")

    def reset(self):
        """As it was at the start: no accounts, no faults, nobody connected."""
        self.call("POST", "/v1/reset")

    def close(self):
        if self.process:
            self.process.terminate()
            self.process.wait(timeout=10)
            self.process.stdout.close()
