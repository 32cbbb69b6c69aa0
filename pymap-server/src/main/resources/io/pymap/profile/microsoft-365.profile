# outlook.office365.com with passwords, as many clients have to talk to it on premises, too. Special uses are told by LIST
# though SPECIAL-USE is not told.

[profile]
title = Microsoft 365 (Exchange Online)
source = https://learn.microsoft.com/exchange/clients-and-mobile-in-exchange-online/pop3-and-imap4/pop3-and-imap4

[greeting]
text = The Microsoft Exchange IMAP4 service is ready. [UABSADMAUAAxADkA]
capabilities = no
source = https://github.com/jstedfast/MailKit/issues/1282

[capabilities before-login]
words = IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+
source = https://github.com/zone-eu/wildduck/pull/943
source = https://github.com/jstedfast/MailKit/issues/1282

[capabilities after-login]
words = IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CLIENTACCESSRULES
  CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE CHILDREN IDLE NAMESPACE LITERAL+
source = https://github.com/jstedfast/MailKit/issues/1282

[understood]
words = SPECIAL-USE
source = https://github.com/jstedfast/MailKit/issues/1282

[id]
name = Microsoft.Exchange.Imap4.Imap4Server
version = 15.20
source = https://github.com/modern-email/defects/issues/13

[mailbox Archive]
source = https://github.com/jstedfast/MailKit/issues/1282

[mailbox Deleted Items]
use = \Trash
source = https://github.com/huacnlee/omamail/pull/90
source = https://github.com/jstedfast/MailKit/issues/1282

[mailbox Drafts]
use = \Drafts
source = https://github.com/huacnlee/omamail/pull/90
source = https://github.com/jstedfast/MailKit/issues/1282

[mailbox Junk Email]
use = \Junk
source = https://github.com/huacnlee/omamail/pull/90
source = https://github.com/jstedfast/MailKit/issues/1282

[mailbox Sent Items]
use = \Sent
source = https://github.com/huacnlee/omamail/pull/90
source = https://github.com/jstedfast/MailKit/issues/1282

[quirk capability-on-request-only]
source = https://github.com/jstedfast/MailKit/issues/1282

[quirk status-trailing-space]
source = https://github.com/emersion/go-imap/issues/540

[quirk id-empty-list-bad]
source = https://github.com/modern-email/defects/issues/13

[quirk search-ascii-only]
source = https://github.com/moralmunky/Home-Assistant-Mail-And-Packages/issues/1205
source = https://github.com/paperless-ngx/paperless-ngx/issues/643

[quirk search-without-groups]
source = https://github.com/moralmunky/Home-Assistant-Mail-And-Packages/pull/1407

[quirk search-keyword-bad]
source = https://github.com/ikvk/imap_tools/issues/181

[quirk inbox-in-mixed-case]
source = https://github.com/jstedfast/MailKit/issues/1282

[quirk exists-behind-expunge]
source = https://github.com/jstedfast/MailKit/blob/master/UnitTests/Net/Imap/Resources/exchange/issue115.txt

# With some keys only, such as SUBJECT and TO.
[quirk search-any-key]
on = no
source = https://github.com/jstedfast/MailKit/issues/967

# Of use together with the extension ESEARCH, which servers on premises have told.
[quirk esearch-return-empty]
on = no
source = https://github.com/jstedfast/MailKit/issues/1177

# At times.
[quirk copyuid-empty]
on = no
source = https://github.com/jstedfast/MailKit/issues/555

# Of some messages only.
[quirk disposition-as-string]
on = no
source = https://github.com/jstedfast/MailKit/issues/919

# What a mailbox whose licence has gone does; off, as nothing works behind it.
[quirk authenticated-but-not-connected]
on = no
source = https://github.com/jstedfast/MailKit/blob/master/MailKit/Net/Imap/ImapEngine.cs

# Of use together with the extension IMAP4rev2.
[quirk lsub-bad-in-rev2]
on = no
source = https://github.com/jstedfast/MailKit/issues/2016
