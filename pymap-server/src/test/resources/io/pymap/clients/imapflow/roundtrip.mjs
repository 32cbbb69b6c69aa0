// A whole round trip with imapflow. It keeps a copy of each mailbox as a client would: from what its own commands
// answered and from what the server told it, never by reading everything again. What it prints is that copy.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { buffer, text } from 'node:stream/consumers';
import { ImapFlow } from 'imapflow';

const [port, tlsPort, authority, user, password, token] = process.argv.slice(2);
const patience = () => ({ signal: AbortSignal.timeout(10_000) });
const tls = { ca: readFileSync(authority) };
const common = { host: 'localhost', tls, logger: false, disableAutoIdle: true };

const withStartTls = () =>
    new ImapFlow({ ...common, port, doSTARTTLS: true, auth: { user, pass: password }, qresync: true });
const withToken = () =>
    new ImapFlow({ ...common, port: tlsPort, secure: true, auth: { user, accessToken: token } });

const alternative = [
    'From: Änn <ann@example.org>',
    'To: Bob <bob@example.org>',
    'Subject: =?utf-8?Q?First_=E2=80=93_gr=C3=B6=C3=9Fer?=',
    'Date: Mon, 5 Jan 2026 10:00:00 +0100',
    'Message-ID: <first@example.org>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=edge',
    '',
    '--edge',
    'Content-Type: text/plain; charset=iso-8859-1',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'H=E4llo, W=F6rld',
    '--edge',
    "Content-Type: application/octet-stream; name*=utf-8''gr%C3%BC%C3%9Fe.bin",
    'Content-Disposition: attachment; filename=gruesse.bin',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('octets'.repeat(50)).toString('base64').replace(/.{76}/g, '$&\r\n'),
    '--edge--',
    '',
].join('\r\n');

const plain = (subject, body = 'text') =>
    `From: ann@example.org\r\nTo: bob@example.org\r\nSubject: ${subject}\r\nMessage-ID: <${subject}@example.org>\r\n\r\n${body}\r\n`;

/** What is believed to be in each mailbox: flags by UID. */
const copies = new Map();
const copy = path => copies.get(path) ?? copies.set(path, new Map()).get(path);
const change = (path, uid, flags) => copy(path).set(uid, new Set(flags));

function follow(client) {
    client.on('flags', ({ path, uid, flags }) => {
        assert.ok(uid, 'FETCH tells the UID'); // RFC 7162 3.2.4: once QRESYNC is enabled
        change(path, uid, flags);
    });
    client.on('expunge', ({ path, uid, vanished }) => {
        assert.ok(vanished, 'VANISHED stands for EXPUNGE'); // RFC 7162 3.2.10
        copy(path).delete(uid);
    });
    return client;
}

async function append(client, path, message, flags, date) {
    const { uid, uidValidity } = await client.append(path, message, flags, date);
    assert.ok(uid && uidValidity, 'APPENDUID');
    change(path, uid, flags ?? []);
    return uid;
}

const subjects = messages => messages.map(message => message.envelope.subject);

// Mailboxes.

const client = follow(withStartTls());
await client.connect();
assert.deepEqual([...client.enabled].sort(), ['CONDSTORE', 'IMAP4REV2', 'QRESYNC', 'UTF8=ACCEPT']);
assert.equal(client.namespace.delimiter, '/');
assert.ok(client.serverInfo.name);
assert.equal(client.tls.authorized, true);

const archive = 'Archiv/Müll & Co';
assert.equal((await client.mailboxCreate(archive)).created, true);
assert.equal((await client.mailboxCreate(archive)).created, false);
await client.mailboxCreate('Old');
await client.mailboxRename('Old', 'New');
await client.mailboxCreate('Short-lived');
await client.mailboxDelete('Short-lived');
assert.equal(await client.mailboxUnsubscribe(archive), true);
assert.equal(await client.mailboxSubscribe(archive), true);
assert.equal(await client.mailboxUnsubscribe('New'), true);
[archive, 'New'].forEach(copy);

// Messages.

const date = new Date('2026-01-05T09:00:00Z');
const first = await append(client, 'INBOX', alternative, ['\\Seen'], date);
const second = await append(client, 'INBOX', plain('second'), [], new Date('2026-02-05T09:00:00Z'));
const binary = Buffer.from('Subject: third\r\nContent-Transfer-Encoding: binary\r\n\r\na\0b\r\n');
const third = await append(client, 'INBOX', binary, ['$Label']); // a literal8, for its NUL
const fourth = await append(client, 'INBOX', plain('fourth'));
const fifth = await append(client, 'INBOX', plain('fifth'));
assert.deepEqual([first, second, third, fourth, fifth], [1, 2, 3, 4, 5]);

const query = { messages: true, uidNext: true, uidValidity: true, unseen: true, highestModseq: true, size: true };
const listed = await client.list({ statusQuery: { ...query, deleted: true } });
const inbox = listed.find(mailbox => mailbox.path === 'INBOX');
assert.equal(inbox.status.messages, 5);
assert.equal(inbox.status.uidNext, 6);
assert.equal(inbox.status.unseen, 4);
assert.equal(inbox.status.deleted, 0);
assert.deepEqual(listed.map(mailbox => mailbox.path).sort(), ['Archiv', archive, 'INBOX', 'New'].sort());
assert.deepEqual(listed.filter(mailbox => mailbox.subscribed).map(mailbox => mailbox.path),
    ['INBOX', archive]); // INBOX in any case, it thinks
assert.deepEqual((await client.listTree()).folders.find(mailbox => mailbox.path === 'Archiv').folders.length, 1);
const status = await client.status('INBOX', query);
assert.deepEqual({ ...status, deleted: 0 }, inbox.status);

const opened = await client.mailboxOpen('INBOX', { readOnly: true });
assert.equal(opened.readOnly, true);
assert.equal(opened.exists, 5);
assert.ok(opened.mailboxId);
await client.mailboxClose();
await client.mailboxOpen('INBOX');

const everything = {
    uid: true, flags: true, envelope: true, bodyStructure: true, internalDate: true, size: true, threadId: true,
    headers: ['Subject', 'Message-ID'], source: true,
};
const [one, ...others] = await client.fetchAll('1:*', everything);
assert.deepEqual(subjects([one, ...others]), ['First – größer', 'second', 'third', 'fourth', 'fifth']);
assert.deepEqual(one.envelope.from, [{ name: 'Änn', address: 'ann@example.org' }]);
assert.equal(one.source.toString(), alternative);
assert.equal(one.size, Buffer.byteLength(alternative));
assert.deepEqual(one.internalDate, date);
assert.deepEqual(one.bodyStructure.childNodes.map(part => part.type), ['text/plain', 'application/octet-stream']);
assert.match(one.headers.toString(), /^Message-ID: <first@example\.org>\r\n/m);
assert.ok(one.emailId && one.threadId && one.modseq);
assert.deepEqual(others[1].source, binary);
const byUid = await client.fetchOne(String(second), { bodyParts: ['HEADER', { key: 'TEXT', start: 1, maxLength: 2 }] },
    { uid: true });
assert.equal(byUid.bodyParts.get('text').toString(), 'ex');

const download = await client.download(String(first), '1', { uid: true });
assert.equal(await text(download.content), 'Hällo, Wörld');
for (const options of [{ chunkSize: 100 }, { binary: true }]) { // BODY[2] in pieces, BINARY[2]
    const attachment = await client.download(String(first), '2', { uid: true, ...options });
    assert.equal(attachment.meta.filename, 'gruesse.bin');
    assert.equal((await buffer(attachment.content)).toString(), 'octets'.repeat(50));
}
const parts = await client.downloadMany(String(first), ['1', '2'], { uid: true });
assert.equal(parts['2'].content.toString(), 'octets'.repeat(50));

// Searches.

const search = (criteria, options = {}) => client.search(criteria, { uid: true, ...options });
assert.deepEqual(await search({ all: true }), [1, 2, 3, 4, 5]);
assert.deepEqual(await search({ subject: 'GRÖSSER' }), []);
assert.deepEqual(await search({ subject: 'größer', body: 'Wörld' }), [first]);
assert.deepEqual(await search({ or: [{ subject: 'second' }, { keyword: '$Label' }], not: { seen: true } }),
    [second, third]);
assert.deepEqual(await search({ before: '2026-02-01', larger: 100 }), [first]);
assert.deepEqual(await search({ header: { 'Message-ID': '<fourth@example.org>' } }), [fourth]);
assert.deepEqual(await search({ emailId: one.emailId }), [first]);
assert.deepEqual(await search({ threadId: one.threadId }), [first]);
assert.deepEqual(await search({ since: new Date(Date.now() - 3_600_000) }), [third, fourth, fifth]); // YOUNGER
assert.deepEqual(await client.search({ seen: true }), [1]);

const all = await search({ seen: false, modseq: 1 }, { returnOptions: ['MIN', 'MAX', 'COUNT', 'ALL'] });
assert.equal(all.all, '2:5');
assert.deepEqual([all.min, all.max, all.count], [2, 5, 4]);
assert.ok(all.modseq);
assert.deepEqual(await search({ all: true }, { returnOptions: [{ partial: '-2:-1' }] }),
    { partial: { range: '-2:-1', messages: '4:5' } });
assert.deepEqual(await search({ all: true }, { returnOptions: [{ partial: '2:3' }, 'COUNT'] }),
    { count: 5, partial: { range: '2:3', messages: '2:3' } });

// Changes.

const flags = async (operation, uid, names, options = {}) =>
    assert.equal(await client[operation](String(uid), names, { uid: true, ...options }), true);
await flags('messageFlagsAdd', second, ['\\Flagged', '$Work']);
await flags('messageFlagsRemove', third, ['$Label']);
await flags('messageFlagsSet', fourth, ['\\Answered', '\\Seen']);
assert.equal(await client.setFlagColor(String(fourth), 'orange', { uid: true }), true);
assert.deepEqual(copy('INBOX').get(second), new Set(['\\Flagged', '$Work']));
const before = client.mailbox.highestModseq;
await flags('messageFlagsAdd', fifth, ['\\Draft']);
await flags('messageFlagsAdd', fifth, ['\\Answered'], { unchangedSince: before }); // fails: it has changed since
assert.deepEqual(copy('INBOX').get(fifth), new Set(['\\Draft']));

const copied = await client.messageCopy(`${first},${second}`, archive, { uid: true });
assert.deepEqual([...copied.uidMap], [[first, 1], [second, 2]]);
copied.uidMap.forEach((there, here) => change(archive, there, copy('INBOX').get(here)));
const flagsOfThird = copy('INBOX').get(third);
const moved = await client.messageMove(String(third), archive, { uid: true });
assert.deepEqual([...moved.uidMap], [[third, 3]]);
change(archive, 3, flagsOfThird);
assert.equal(copy('INBOX').has(third), false);
await flags('messageFlagsAdd', fifth, ['\\Deleted']); // which has to outlive the next line
assert.equal(await client.messageDelete(String(fourth), { uid: true }), true);
assert.deepEqual([...copy('INBOX').keys()], [first, second, fifth]);

const quota = await client.getQuota('INBOX');
assert.deepEqual(quota.message, { usage: 6, limit: 100, status: '6%' });
assert.equal(quota.storage.limit, 1024 * 1024);

// News from another session, while this one idles and behind its back.

const other = withToken();
await other.connect();
await other.mailboxOpen('INBOX');
const idle = client.idle();
const arrived = once(client, 'exists', patience());
const sixth = await append(other, 'INBOX', plain('sixth'));
assert.equal((await arrived)[0].count, 4);
const flagged = once(client, 'flags', patience());
await other.messageFlagsAdd(String(sixth), ['\\Flagged'], { uid: true });
assert.equal((await flagged)[0].uid, sixth);
const gone = once(client, 'expunge', patience());
await other.messageDelete(String(second), { uid: true });
assert.deepEqual((await gone)[0], { path: 'INBOX', uid: second, vanished: true, earlier: false });
await client.noop(); // ends IDLE
await idle;

const lock = await client.getMailboxLock('INBOX');
const seen = { uidValidity: client.mailbox.uidValidity };
seen.uidNext = (await client.status('INBOX', { uidNext: true })).uidNext;
seen.changedSince = (await client.status('INBOX', { highestModseq: true })).highestModseq;
lock.release();
await client.logout();

await other.messageFlagsSet(String(first), ['$Read'], { uid: true });
await other.messageDelete(String(fifth), { uid: true });
const seventh = (await other.append('INBOX', plain('seventh'), ['\\Draft'])).uid;
await other.mailboxOpen(archive);
await other.logout();

const again = follow(withStartTls());
await again.connect();
const heard = [];
again.on('expunge', event => heard.push(event));
const reopened = await again.mailboxOpen('INBOX', seen);
assert.equal(reopened.qresync, true);
assert.equal(reopened.exists, 3);
assert.deepEqual(heard, [{ path: 'INBOX', uid: fifth, vanished: true, earlier: true }]);
assert.deepEqual(copy('INBOX').get(first), new Set(['$Read']));
const news = await again.fetchAll(`${seen.uidNext}:*`, { flags: true, envelope: true },
    { uid: true, changedSince: seen.changedSince });
assert.deepEqual(subjects(news), ['seventh']);
assert.equal(news[0].uid, seventh);
news.forEach(message => change('INBOX', message.uid, message.flags));
await again.logout();

for (const [path, messages] of [...copies].sort()) {
    console.log(path);
    for (const [uid, names] of [...messages].sort(([one], [other]) => one - other)) {
        console.log(`  ${uid}: ${[...names].sort().join(' ')}`);
    }
}
