// npm ci && npm test: a client with imapflow, and what a test knows of the server that no client can tell.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { ImapFlow } from 'imapflow';
import { Pymap } from './pymap.js';

let imap;

before(async () => {
    imap = await Pymap.start();
});
after(() => imap.stop());
beforeEach(() => imap.account('ann', 'secret'));
afterEach(() => imap.reset());

function client() {
    return new ImapFlow({
        host: imap.host,
        port: imap.port,
        secure: false,
        doSTARTTLS: false,
        auth: { user: 'ann', pass: 'secret' },
        logger: false
    });
}

/** The code under test: tells the subject of the next mail that comes in. */
async function nextSubject(flow) {
    await flow.mailboxOpen('INBOX');
    const news = once(flow, 'exists');
    flow.idle().catch(() => {}); // the next command ends it
    const [{ count }] = await news;
    const message = await flow.fetchOne(String(count), { envelope: true });
    return message.envelope.subject;
}

/** The code under test: once more where the server is busy. */
async function connected() {
    const first = client();
    try {
        await first.connect();
        return first;
    } catch (e) {
        if (e.serverResponseCode !== 'UNAVAILABLE') {
            throw e;
        }
        const second = client();
        await second.connect();
        return second;
    }
}

test('is told of new mail while it idles', async () => {
    const flow = client();
    await flow.connect();
    const subject = nextSubject(flow);
    await imap.waitFor({ idling: 'INBOX' });

    await imap.append('ann', 'INBOX', { from: 'Bob <bob@example.org>', subject: 'Grüße', text: 'Are you there?' });

    assert.equal(await subject, 'Grüße');
    await flow.logout();
    assert.deepEqual((await imap.messages('ann', 'INBOX'))[0].flags, []);
});

test('tries again when the server is busy', async () => {
    await imap.fault("login times 1 no '[UNAVAILABLE] Try again later'");

    const flow = await connected();

    assert.ok(flow.authenticated);
    await flow.logout();
    assert.match(await imap.transcript(), /# FAULT rule #1 \(hit 1\)/);
});
