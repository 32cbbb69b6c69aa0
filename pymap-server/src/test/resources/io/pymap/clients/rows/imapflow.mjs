// What applications do with imapflow, of the version whose name is the first argument; the second is a file of authorities.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { MESSAGE, MESSAGE_ID, serve } from './asked.mjs';

const [version, authority] = process.argv.slice(2);
const { ImapFlow } = createRequire(import.meta.url)(version);
const ca = readFileSync(authority);

function client(port, security, patience, options = {}) {
    const made = new ImapFlow({
        host: 'localhost',
        port,
        secure: security === 'tls',
        doSTARTTLS: security === 'starttls' ? true : undefined,
        requireTLS: security === 'starttls',
        tls: { ca },
        auth: { user: 'ann', pass: 'secret' },
        logger: { trace() {}, debug() {}, info() {}, warn() {}, error() {}, fatal() {} }, // versions differ in what false is
        disableAutoIdle: true,
        connectionTimeout: patience,
        greetingTimeout: patience,
        socketTimeout: patience,
        ...options,
    });
    made.on('error', () => {}); // the promises reject as well
    return made;
}

const session = (use, options) => async (port, security, patience) => {
    const made = client(port, security, patience, options);
    try {
        await made.connect();
        return await use(made, patience);
    } finally {
        made.close();
    }
};

const selected = use => session(async (made, patience) => {
    const mailbox = await made.mailboxOpen('INBOX');
    return use(made, mailbox, patience);
});

async function fetched(made, query, told, uids = '1:*', options = {}) {
    const lines = [];
    for await (const message of made.fetch(uids, { uid: true, ...query }, { uid: true, ...options })) {
        lines.push(`${message.uid} ${told(message)}`);
    }
    return lines.join(';');
}

const reading = (query, told) => selected(made => fetched(made, query, told));
const flags = message => [...(message.flags || [])].filter(flag => flag !== '\\Recent').sort().join(' ');
const subject = message => message.envelope && message.envelope.subject;
const shape = part => part && part.type + (part.childNodes ? `(${part.childNodes.map(shape).join(',')})` : '');
const date = ({ internalDate }) => (internalDate instanceof Date ? internalDate.toISOString() : internalDate);
const done = result => {
    if (result === false) {
        throw new Error('the client says that it has failed');
    }
    return 'ok';
};
/** Lines by the UIDs at their beginning. */
const byUid = told => new Map(told.split(';').filter(line => line).map(line => [parseInt(line), line]));
/** Looks at INBOX, with what is known from the look before: subjects by UID, and what is new is fetched from UIDNEXT on. */
const look = before => selected(async (made, { uidValidity, uidNext }) => {
    const same = uidValidity === before.validity;
    const kept = byUid(same ? await fetched(made, { flags: true }, flags, `1:${before.next - 1}`) : '');
    const fresh = byUid(await fetched(made, { envelope: true }, subject, `${kept.size ? before.next : 1}:*`));
    const uids = [...new Set([...kept.keys(), ...fresh.keys()])];
    const known = new Map(uids.map(uid => [uid, (kept.has(uid) ? before.known : fresh).get(uid)]));
    await made.noop().catch(() => {}); // there are other connections
    return { known, validity: uidValidity, next: uidNext, told: [...known.values()].join(';') };
});
/** The same for flags, by mod-sequences. */
const lookAtFlags = before => selected(async (made, { highestModseq }) => {
    const changed = highestModseq === before.modseq
        ? new Map()
        : byUid(await fetched(made, { flags: true }, flags, '1:*', { changedSince: before.modseq }));
    const known = new Map([...before.known, ...changed]);
    await made.noop();
    return { known, modseq: highestModseq, told: [...known.values()].join(';') };
});
const append = selected(async made => done(await made.append('INBOX', MESSAGE)));
const patient = (promise, patience) =>
    Promise.race([promise, new Promise(over => setTimeout(over, patience))]);

await serve({
    login: session(async () => 'ok'),
    quit: session(async made => {
        await made.logout();
        return 'ok';
    }),
    list: session(async made => {
        const listed = await made.list();
        return listed.filter(mailbox => !mailbox.flags.has('\\Noselect')).map(mailbox => mailbox.path).sort().join(',');
    }),
    create: session(async made => done(await made.mailboxCreate('Grüße'))),
    status: session(async made => `messages=${(await made.status('Archive', { messages: true })).messages}`),
    capability: session(async made => `idle=${made.capabilities.has('IDLE')}`),
    select: selected(async (made, mailbox) =>
        `exists=${mailbox.exists} uidvalidity=${mailbox.uidValidity} uidnext=${mailbox.uidNext}`),
    flags: reading({ flags: true }, flags),
    envelope: reading({ envelope: true }, subject),
    structure: reading({ bodyStructure: true }, message => shape(message.bodyStructure)),
    dates: reading({ internalDate: true }, date),
    body: reading({ source: true }, message => message.source),
    header: reading({ headers: true }, message => message.headers),
    one: selected(async made => {
        const message = await made.fetchOne('2', { uid: true, envelope: true }, { uid: true });
        return message ? `${message.uid} ${subject(message)}` : 'none';
    }),
    search: selected(async made => {
        const uids = await made.search({ all: true }, { uid: true });
        if (!Array.isArray(uids)) {
            throw new Error('the client says that it has failed');
        }
        return uids.length > 50 ? `${uids.length} messages` : uids.join(',');
    }),
    flag: selected(async made => done(await made.messageFlagsAdd('2', ['\\Flagged'], { uid: true }))),
    'flag-later': selected(async made => {
        const before = await fetched(made, { envelope: true }, subject);
        await made.noop();
        const two = before.split(';').find(line => line.endsWith(' two')).split(' ')[0];
        return done(await made.messageFlagsAdd(two, ['\\Flagged'], { uid: true }));
    }),
    noop: selected(async made => {
        await made.noop();
        return fetched(made, { envelope: true }, subject);
    }),
    resync: async (port, security, patience, later) => {
        const before = await look({})(port, security, patience);
        return (await look(before)(later, security, patience)).told; // greeted when the mail is back
    },
    'resync-twice': async (port, security, patience, later) => {
        const before = await look({})(port, security, patience);
        const then = await look(before)(later, security, patience);
        return `${then.told}|${(await look(then)(later, security, patience)).told}`;
    },
    'flag-and-resync': async (port, security, patience, later) => {
        const before = await selected(async made => {
            done(await made.messageFlagsAdd('2', ['\\Flagged'], { uid: true }));
            const { highestModseq } = await made.mailboxOpen('INBOX'); // as it is with that flag
            return { known: byUid(await fetched(made, { flags: true }, flags)), modseq: highestModseq };
        })(port, security, patience);
        const then = await lookAtFlags(before)(later, security, patience);
        return `${then.told}|${(await lookAtFlags(then)(later, security, patience)).told}`;
    },
    append,
    'append-surely': async (port, security, patience, later) => {
        await append(port, security, patience).catch(() => {}); // it may be there all the same
        return selected(async made => {
            const there = async () => (await made.search({ header: { 'message-id': MESSAGE_ID } }, { uid: true })).length > 0;
            if (await there()) {
                return 'ok';
            }
            await made.noop();
            return (await there()) ? 'ok' : done(await made.append('INBOX', MESSAGE));
        })(later, security, patience);
    },
    copy: selected(async made => done(await made.messageCopy('2', 'Archive', { uid: true }))),
    move: selected(async made => done(await made.messageMove('2', 'Archive', { uid: true }))),
    'move-all': selected(async made => done(await made.messageMove('1:*', 'Archive', { uid: true }))),
    idle: selected(async (made, mailbox, patience) => {
        let news;
        const told = new Promise(heard => (news = heard));
        made.on('exists', news);
        made.idle().catch(() => {});
        await patient(told, patience / 2); // sooner than the client finds its connection too quiet
        await made.noop();
        if (!made.usable) {
            throw new Error('the connection has been closed');
        }
        return `exists=${made.mailbox.exists}`;
    }),
    changes: session(async made => {
        const mailbox = await made.mailboxOpen('INBOX');
        const told = await fetched(made, { flags: true }, message => `${flags(message)} modseq=${Number(message.modseq) > 0}`);
        return `${told} condstore=${!mailbox.noModseq}`;
    }, { qresync: true }),
    compress: session(async made => {
        await made.mailboxOpen('INBOX');
        return fetched(made, { envelope: true }, subject);
    }),
});
