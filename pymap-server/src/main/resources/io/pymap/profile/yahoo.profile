# imap.mail.yahoo.com; AOL is the same. After login it says the same as before, without the mechanisms: no capture of
# today's line is public, the words before login are.

[profile]
title = Yahoo Mail
source = https://developer.yahooinc.com/imap-smtp/

[greeting]
text = IMAP4rev1 Hello
source = https://github.com/jstedfast/MailKit/issues/358

[capabilities before-login]
words = IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2 AUTH=OAUTHBEARER ID MOVE NAMESPACE XYMHIGHESTMODSEQ UIDPLUS LITERAL+
  CHILDREN UNSELECT X-MSG-EXT OBJECTID IDLE ENABLE UIDONLY X-ALL-MAIL X-UIDONLY LIST-EXTENDED LIST-STATUS SPECIAL-USE
  PARTIAL APPENDLIMIT=41697280
source = https://github.com/zone-eu/wildduck/pull/943

[capabilities after-login]
words = IMAP4rev1 SASL-IR ID MOVE NAMESPACE XYMHIGHESTMODSEQ UIDPLUS LITERAL+ CHILDREN UNSELECT X-MSG-EXT OBJECTID IDLE
  ENABLE UIDONLY X-ALL-MAIL X-UIDONLY LIST-EXTENDED LIST-STATUS SPECIAL-USE PARTIAL APPENDLIMIT=41697280
source = https://github.com/zone-eu/wildduck/pull/943

[mailbox Archive]
use = \Archive
source = https://github.com/jstedfast/MailKit/issues/959

[mailbox Bulk]
use = \Junk
source = https://github.com/jstedfast/MailKit/issues/959

[mailbox Draft]
use = \Drafts
source = https://github.com/jstedfast/MailKit/issues/242

[mailbox Sent]
use = \Sent
source = https://github.com/jstedfast/MailKit/issues/242

[mailbox Trash]
use = \Trash
source = https://github.com/jstedfast/MailKit/issues/242

[limit command-text]
value = 1000
source = https://github.com/jstedfast/MailKit/blob/master/MailKit/Net/Imap/ImapEngine.cs

[limit idle-time]
value = 5m
source = https://github.com/lefcha/imapfilter/issues/316

[limit session-time]
value = 1h
source = https://github.com/lefcha/imapfilter/issues/316

[quirk highestmodseq-without-condstore]
source = https://github.com/whiteout-io/imap-client/pull/40
source = https://github.com/jstedfast/MailKit/issues/358

[quirk highestmodseq-without-text]
source = https://github.com/jstedfast/MailKit/issues/358

[quirk permanentflags-empty]
source = https://github.com/jstedfast/MailKit/issues/358

[quirk uidvalidity-one]
source = https://github.com/jstedfast/MailKit/issues/358

[quirk inbox-in-mixed-case]
source = https://github.com/jstedfast/MailKit/issues/242

[quirk limited-mode]
source = https://github.com/djc/imap-proto/pull/198
source = https://github.com/rustmailer/bichon/issues/271

[quirk capability-on-request-only]
source = https://github.com/jstedfast/MailKit/issues/358
