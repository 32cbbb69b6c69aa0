# imap.gmail.com. Labels are mailboxes: X-GM-EXT-1 tells and sets them.

[profile]
title = Gmail
source = https://developers.google.com/gmail/imap/imap-extensions

[greeting]
text = Gimap ready for requests from 192.0.2.1
capabilities = no
source = https://github.com/zone-eu/wildduck/issues/91

[capabilities before-login]
words = IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 XYZZY SASL-IR AUTH=XOAUTH2 AUTH=PLAIN
  AUTH=PLAIN-CLIENTTOKEN AUTH=OAUTHBEARER
source = https://github.com/zone-eu/wildduck/pull/943

[capabilities after-login]
words = IMAP4rev1 UNSELECT IDLE NAMESPACE QUOTA ID XLIST CHILDREN X-GM-EXT-1 UIDPLUS COMPRESS=DEFLATE ENABLE MOVE
  CONDSTORE ESEARCH UTF8=ACCEPT LIST-EXTENDED LIST-STATUS LITERAL- SPECIAL-USE APPENDLIMIT=35651584
source = https://github.com/zone-eu/wildduck/issues/91

[id]
name = GImap
vendor = Google, Inc.
support-url = https://support.google.com/mail
version = gmail_imap_220520.08_p0
remote-host = 192.0.2.1
source = https://github.com/imapsync/imapsync/issues/338

[mailbox [Gmail]/All Mail]
use = \All
source = https://github.com/zone-eu/wildduck/issues/91

[mailbox [Gmail]/Drafts]
use = \Drafts
source = https://github.com/zone-eu/wildduck/issues/91

[mailbox [Gmail]/Important]
use = \Important
source = https://developers.google.com/gmail/imap/imap-extensions

[mailbox [Gmail]/Sent Mail]
use = \Sent
source = https://github.com/zone-eu/wildduck/issues/91

[mailbox [Gmail]/Spam]
use = \Junk
source = https://github.com/zone-eu/wildduck/issues/91

[mailbox [Gmail]/Starred]
use = \Flagged
source = https://github.com/zone-eu/wildduck/issues/91

[mailbox [Gmail]/Trash]
use = \Trash
source = https://github.com/zone-eu/wildduck/issues/91

[limit connections-per-user]
value = 15
answer = [ALERT] Too many simultaneous connections. (Failure)
source = https://support.google.com/mail/answer/7126229
source = https://github.com/zone-eu/wildduck/issues/35

[quirk untagged-capability-after-login]
source = https://github.com/modern-email/defects/issues/18
source = https://github.com/emersion/go-imap/issues/561

[quirk highestmodseq-without-text]
source = https://github.com/modern-email/defects/issues/28
source = https://issuetracker.google.com/issues/289877509

[quirk fetch-twice-when-seen]
source = https://github.com/modern-email/defects/issues/39

# As long as the user has not switched Auto-Expunge off.
[quirk deleted-expunged-at-once]
source = https://github.com/jstedfast/MailKit/blob/master/UnitTests/Net/Imap/Resources/gmail/add-flags.txt

[quirk exists-behind-expunge]
source = https://github.com/jstedfast/MailKit/blob/master/UnitTests/Net/Imap/Resources/gmail/expunge.txt

[quirk parts-left-out]
source = https://github.com/jstedfast/MailKit/issues/205
source = https://github.com/jstedfast/MailKit/issues/777

[quirk expunge-archives]
source = https://github.com/jstedfast/MailKit/issues/726
source = https://github.com/imapsync/imapsync/issues/501
