# Gmail for a user of that language. In some countries "[Google Mail]" stands for "[Gmail]". Only special uses tell what is what.

[profile]
title = Gmail in German
like = gmail
source = https://stackoverflow.com/questions/2185391/localized-gmail-imap-folders

[mailbox [Google Mail]/Alle Nachrichten]
use = \All
source = https://stackoverflow.com/questions/2185391/localized-gmail-imap-folders

[mailbox [Google Mail]/Entwürfe]
use = \Drafts
source = https://stackoverflow.com/questions/2185391/localized-gmail-imap-folders

[mailbox [Google Mail]/Gesendet]
use = \Sent
source = https://github.com/rgrove/larch/issues/53

[mailbox [Google Mail]/Markiert]
use = \Flagged
source = https://stackoverflow.com/questions/2185391/localized-gmail-imap-folders

[mailbox [Google Mail]/Papierkorb]
use = \Trash
source = https://stackoverflow.com/questions/2185391/localized-gmail-imap-folders

[mailbox [Google Mail]/Spam]
use = \Junk
source = https://github.com/GAM-team/got-your-back/issues/11

[mailbox [Google Mail]/Wichtig]
use = \Important
source = https://stackoverflow.com/questions/2185391/localized-gmail-imap-folders
