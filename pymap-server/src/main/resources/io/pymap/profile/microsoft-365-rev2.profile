# outlook.office365.com with what some tenants have since September 2026: IMAP4rev2, and no passwords but by LOGIN.

[profile]
title = Microsoft 365 with IMAP4rev2
like = microsoft-365
source = https://github.com/jstedfast/MailKit/issues/2016

[greeting]
text = Microsoft Exchange IMAP4 service ready. 01234567-89ab-cdef-0123-456789abcdef (tcpproxy/15.21.0406.000
  BACKENDAUTHENTICATE) [UABSADMAUAAxADkA]
capabilities = no
source = https://github.com/jstedfast/MailKit/issues/2016

[capabilities before-login]
words = IMAP4 IMAP4rev1 AUTH=XOAUTH2 LOGINDISABLED SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE LITERAL+
source = https://github.com/jstedfast/MailKit/issues/2016

[capabilities after-login]
words = IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT ENABLE IMAP4rev2 CLIENTACCESSRULES
  CLIENTNETWORKPRESENCELOCATION BACKENDAUTHENTICATE BACKENDAUTHENTICATE-IR CHILDREN IDLE NAMESPACE LITERAL+
source = https://github.com/jstedfast/MailKit/issues/2016

[quirk lsub-bad-in-rev2]
source = https://github.com/jstedfast/MailKit/issues/2016
