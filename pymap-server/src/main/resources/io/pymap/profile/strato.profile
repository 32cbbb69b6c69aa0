# imap.strato.de. IMAP4rev2 can be enabled though it is not told, and SEARCH finds nothing then.

[profile]
title = STRATO
source = https://github.com/codefuturist/email-mcp/issues/91

[greeting]
text = IMAP server ready (P2 TLSv1.2:ECDHE-RSA-AES256-GCM-SHA384)
source = https://github.com/jstedfast/MailKit/tree/master/UnitTests/Net/Imap/Resources/strato.de

[capabilities before-login]
words = IMAP4 IMAP4rev1 APPENDLIMIT=104857600 AUTH=PLAIN AUTH=LOGIN ENABLE ID IDLE MOVE LIST-EXTENDED NAMESPACE QUOTA SORT
  SPECIAL-USE UIDPLUS
source = https://github.com/jstedfast/MailKit/tree/master/UnitTests/Net/Imap/Resources/strato.de

[capabilities after-login]
words = IMAP4 IMAP4rev1 APPENDLIMIT=104857600 AUTH=PLAIN AUTH=LOGIN CREATE-SPECIAL-USE QUOTA=RES-MAILBOX CHILDREN CONDSTORE
  ENABLE ESORT ESEARCH I18NLEVEL=2 ID IDLE MOVE LIST-STATUS LIST-EXTENDED LITERAL+ NAMESPACE PREVIEW=FUZZY QUOTA
  SEARCH=FUZZY SORT SEARCHRES SNIPPET=FUZZY SPECIAL-USE STATUS=SIZE UIDPLUS UNSELECT WITHIN XLIST
source = https://github.com/jstedfast/MailKit/tree/master/UnitTests/Net/Imap/Resources/strato.de

[understood]
words = IMAP4rev2
source = https://github.com/codefuturist/email-mcp/issues/91

[id]
name = RZimapd
vendor = Strato GmbH
support-url = mailto:postmaster@strato-rz.de
source = https://github.com/umanamente/n8n-nodes-imap/issues/141

[quirk capability-on-request-only]
source = https://github.com/umanamente/n8n-nodes-imap/issues/141

[quirk esearch-empty-in-rev2]
source = https://github.com/codefuturist/email-mcp/issues/71
source = https://github.com/codefuturist/email-mcp/issues/91
