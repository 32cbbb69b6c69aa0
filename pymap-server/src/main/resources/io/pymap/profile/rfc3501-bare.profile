# The least that may call itself IMAP4rev1: clients have to poll, to copy and delete, and to guess the sent mailbox.

[profile]
title = IMAP4rev1 without extensions
source = RFC 3501

[greeting]
text = IMAP4rev1 server ready
capabilities = no
source = RFC 3501 7.1.1

[capabilities before-login]
words = IMAP4rev1 AUTH=PLAIN
source = RFC 3501 6.1.1

[capabilities after-login]
words = IMAP4rev1
source = RFC 3501 6.1.1
