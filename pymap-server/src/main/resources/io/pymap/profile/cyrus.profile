# Cyrus IMAP 3.6 as Debian 12 has it, with the alternative namespace and / between levels, which are its defaults.

[profile]
title = Cyrus IMAP 3.6
source = https://github.com/cyrusimap/cyrus-imapd/blob/cyrus-imapd-3.6.1/imap/imapd.c

[greeting]
text = mail.example.com Cyrus IMAP 3.6.1 server ready
source = https://www.cyrusimap.org/imap/reference/manpages/configs/imapd.conf.html

[capabilities before-tls]
words = IMAP4rev1 LITERAL+ ID ENABLE STARTTLS AUTH=PLAIN SASL-IR
source = https://github.com/cyrusimap/cyrus-imapd/blob/cyrus-imapd-3.6.1/imap/imapd.c

[capabilities before-login]
words = IMAP4rev1 LITERAL+ ID ENABLE AUTH=PLAIN SASL-IR
source = https://github.com/cyrusimap/cyrus-imapd/blob/cyrus-imapd-3.6.1/imap/imapd.c

[capabilities after-login]
words = IMAP4rev1 LITERAL+ ID ENABLE ACL ANNOTATE-EXPERIMENT-1 BINARY CATENATE CHILDREN CONDSTORE CREATE-SPECIAL-USE
  DIGEST=SHA1 ESEARCH ESORT LIST-EXTENDED LIST-METADATA LIST-MYRIGHTS LIST-STATUS MAILBOX-REFERRALS METADATA MOVE
  MULTIAPPEND NAMESPACE OBJECTID PREVIEW QRESYNC QUOTA RIGHTS=kxten SAVEDATE SEARCH=FUZZY SORT SORT=DISPLAY SORT=MODSEQ
  SORT=UID SPECIAL-USE STATUS=SIZE THREAD=ORDEREDSUBJECT THREAD=REFERENCES THREAD=REFS UIDPLUS UNSELECT URLAUTH
  URLAUTH=BINARY WITHIN COMPRESS=DEFLATE IDLE
source = https://github.com/cyrusimap/cyrus-imapd/blob/cyrus-imapd-3.6.1/imap/imapd.c
source = https://www.cyrusimap.org/imap/rfc-support.html

[id]
name = Cyrus IMAP
version = 3.6.1
vendor = Project Cyrus
support-url = https://www.cyrusimap.org
source = https://github.com/cyrusimap/cyrus-imapd/blob/cyrus-imapd-3.6.1/imap/imapd.c

[limit idle-time]
value = 32m
source = https://www.cyrusimap.org/imap/reference/manpages/configs/imapd.conf.html
