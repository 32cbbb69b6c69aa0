# Dovecot 2.3 as Debian 12 has it (2.3.19.1), with the special uses that its example configuration sets.

[profile]
title = Dovecot 2.3
source = https://github.com/dovecot/core/blob/2.3.19.1/configure.ac

[greeting]
text = Dovecot (Debian) ready.
source = https://doc.dovecot.org/2.3/settings/core/#core_setting-login_greeting

[capabilities before-tls]
words = IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ STARTTLS AUTH=PLAIN
source = https://github.com/dovecot/core/blob/2.3.19.1/configure.ac

[capabilities before-login]
words = IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE LITERAL+ AUTH=PLAIN
source = https://github.com/dovecot/core/blob/2.3.19.1/configure.ac

[capabilities after-login]
words = IMAP4rev1 SASL-IR LOGIN-REFERRALS ID ENABLE IDLE SORT SORT=DISPLAY THREAD=REFERENCES THREAD=REFS
  THREAD=ORDEREDSUBJECT MULTIAPPEND URL-PARTIAL CATENATE UNSELECT CHILDREN NAMESPACE UIDPLUS LIST-EXTENDED I18NLEVEL=1
  CONDSTORE QRESYNC ESEARCH ESORT SEARCHRES WITHIN CONTEXT=SEARCH LIST-STATUS BINARY MOVE SNIPPET=FUZZY PREVIEW=FUZZY
  PREVIEW STATUS=SIZE SAVEDATE LITERAL+ NOTIFY SPECIAL-USE
source = https://github.com/dovecot/core/blob/2.3.19.1/configure.ac

[id]
name = Dovecot
source = https://doc.dovecot.org/2.3/settings/core/#core_setting-imap_id_send

[mailbox Drafts]
use = \Drafts
source = https://github.com/dovecot/core/blob/2.3.19.1/doc/example-config/conf.d/15-mailboxes.conf

[mailbox Junk]
use = \Junk
source = https://github.com/dovecot/core/blob/2.3.19.1/doc/example-config/conf.d/15-mailboxes.conf

[mailbox Sent]
use = \Sent
source = https://github.com/dovecot/core/blob/2.3.19.1/doc/example-config/conf.d/15-mailboxes.conf

[mailbox Trash]
use = \Trash
source = https://github.com/dovecot/core/blob/2.3.19.1/doc/example-config/conf.d/15-mailboxes.conf

[quirk parts-nil]
source = https://github.com/jstedfast/MailKit/issues/1393

[limit command-text]
value = 65536
source = https://doc.dovecot.org/2.3/settings/core/#core_setting-imap_max_line_length

[limit bad-commands-before-login]
value = 3
source = https://github.com/dovecot/core/blob/2.3.19.1/src/imap-login/imap-login-client.c

[limit bad-commands-after-login]
value = 20
source = https://github.com/dovecot/core/blob/2.3.19.1/src/imap/imap-common.h

[limit connections-per-user]
value = 10
answer = [UNAVAILABLE] Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)
source = https://doc.dovecot.org/2.3/settings/core/#core_setting-mail_max_userip_connections
source = https://github.com/mscdex/node-imap/issues/606

[limit login-time]
value = 3m
source = https://github.com/dovecot/core/blob/2.3.19.1/src/login-common/client-common.h

[limit idle-time]
value = 30m
source = https://github.com/dovecot/core/blob/2.3.19.1/src/imap/imap-common.h

[limit keep-alive]
value = 2m
source = https://doc.dovecot.org/2.3/settings/core/#core_setting-imap_idle_notify_interval
