# IMAP4rev2 and nothing else, not even IMAP4rev1: UTF-8 without asking, ESEARCH in answer to SEARCH, no RECENT.
# RFC 9051 appendix E: many extensions are part of it and need not be told.

[profile]
title = IMAP4rev2 without extensions
source = RFC 9051

[greeting]
text = IMAP4rev2 server ready
source = RFC 9051 7.1.1

[capabilities before-login]
words = IMAP4rev2 AUTH=PLAIN
source = RFC 9051 6.1.1

[capabilities after-login]
words = IMAP4rev2
source = RFC 9051 6.1.1

[understood]
words = CHILDREN SPECIAL-USE
source = RFC 9051 appendix E
