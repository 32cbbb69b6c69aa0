# imap.mail.me.com. Many words, of which some mean nothing to clients of others. No special uses.

[profile]
title = iCloud Mail
source = https://github.com/nextcloud/mail/issues/3401

[greeting]
text = (2109B29-d3afe4d5aba6) pv33p00im-iscream021.me.com
source = https://github.com/nextcloud/mail/issues/3401

[capabilities before-login]
words = XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 SASL-IR AUTH=ATOKEN AUTH=PLAIN
source = https://github.com/nextcloud/mail/issues/3401

[capabilities after-login]
words = XAPPLEPUSHSERVICE IMAP4 IMAP4rev1 CONDSTORE ENABLE QRESYNC QUOTA NAMESPACE UIDPLUS CHILDREN BINARY UNSELECT SORT
  CATENATE URLAUTH LANGUAGE ESEARCH ESORT THREAD=ORDEREDSUBJECT THREAD=REFERENCES CONTEXT=SEARCH CONTEXT=SORT WITHIN
  SASL-IR SEARCHRES METADATA ID XMSEARCH X-SUN-SORT ANNOTATE-EXPERIMENT-1 X-UNAUTHENTICATE X-SUN-IMAP XUM1 MULTISEARCH
  IDLE LIST-STATUS
source = https://github.com/nextcloud/mail/issues/3401

[mailbox Archive]
source = https://github.com/nextcloud/mail/issues/3401

[mailbox Deleted Messages]
source = https://github.com/nextcloud/mail/issues/3401

[mailbox Drafts]
source = https://github.com/nextcloud/mail/issues/3401

[mailbox Junk]
source = https://github.com/nextcloud/mail/issues/3401

[mailbox Sent Messages]
source = https://github.com/nextcloud/mail/issues/3401

[quirk capability-on-request-only]
source = https://github.com/nextcloud/mail/issues/3401

[quirk enable-without-enabled]
source = https://github.com/jstedfast/MailKit/issues/1871
source = https://bugzilla.mozilla.org/show_bug.cgi?id=1747311

[quirk binary-size-bad]
source = https://github.com/horde/Imap_Client/pull/17

[quirk esearch-count-only]
source = https://github.com/horde/Imap_Client/pull/17

[quirk rfc822-left-out]
source = https://github.com/modern-email/defects/issues/36

[quirk inbox-noinferiors]
source = https://github.com/nextcloud/mail/issues/3401

[quirk children-not-told]
source = https://github.com/nextcloud/mail/issues/3401

# Seen in 2019, in place of esearch-count-only.
[quirk esearch-as-search]
on = no
source = https://github.com/jstedfast/MailKit/pull/863

# Clients that believe it lose mail.
[quirk vanished-after-a-week]
on = no
source = https://github.com/Foundry376/Mailspring-Sync/pull/91

[quirk empty-password-bad]
source = https://github.com/kazu-yamamoto/Mew/issues/220
