// What applications do with node-imap, of the version whose name is the first argument; the second is a file of authorities.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { MESSAGE, serve } from './asked.mjs';

const [version, authority] = process.argv.slice(2);
const Imap = createRequire(import.meta.url)(version);
const ca = readFileSync(authority);

const session = use => (port, security, patience) => new Promise((resolve, reject) => {
    const made = new Imap({
        user: 'ann',
        password: 'secret',
        host: 'localhost',
        port,
        tls: security === 'tls',
        secure: security === 'tls', // as versions before 0.8 call it
        autotls: security === 'starttls' ? 'required' : 'never',
        tlsOptions: { ca, servername: 'localhost' },
        connTimeout: patience,
        authTimeout: patience,
        socketTimeout: patience,
        keepalive: false,
    });
    const ended = settle => value => {
        settle(value);
        made.destroy ? made.destroy() : made.end();
    };
    const failed = ended(reject);
    made.on('error', failed);
    made.on('end', () => failed(new Error('the connection has ended')));
    made.on('close', () => failed(new Error('the connection has been closed')));
    made.once('ready', () => use(made, patience).then(ended(resolve), failed));
    made.connect();
});

const asked = (made, name, ...words) => new Promise((resolve, reject) =>
    made[name](...words, (error, result) => (error ? reject(error) : resolve(result))));

const selected = use => session(async (made, patience) => use(made, await asked(made, 'openBox', 'INBOX', false), patience));

const fetched = (made, query, told) => new Promise((resolve, reject) => {
    const lines = [];
    const fetching = made.fetch('1:*', query);
    fetching.on('message', message => {
        const body = [];
        let attributes = {};
        message.on('body', stream => stream.on('data', chunk => body.push(chunk)));
        message.on('attributes', all => (attributes = all));
        message.on('end', () => lines.push(`${attributes.uid} ${told(attributes, Buffer.concat(body).toString('latin1'))}`));
    });
    fetching.once('error', reject);
    fetching.once('end', () => resolve(lines.join(';')));
});

const reading = (query, told) => selected(made => fetched(made, query, told));
const flags = ({ flags: all }) => (all || []).filter(flag => flag !== '\\Recent').sort().join(' ');
const shape = parts => (parts && parts.length
    ? Array.isArray(parts[0]) ? shape(parts[0])
        : `${parts[0].type}${parts[0].subtype ? '/' + parts[0].subtype : ''}`
            + (parts.length > 1 ? `(${parts.slice(1).map(shape).join(',')})` : '')
    : undefined);
const names = (boxes, prefix = '') => Object.entries(boxes || {}).flatMap(([name, box]) => [
    ...(box.attribs.some(word => /^\\(noselect|nonexistent)$/i.test(word)) ? [] : [prefix + name]),
    ...names(box.children, prefix + name + box.delimiter),
]);
const uidsOf = uids => (uids.length > 50 ? `${uids.length} messages` : uids.join(','));

await serve({
    login: session(async () => 'ok'),
    quit: session(made => new Promise(resolve => {
        made.removeAllListeners('end');
        made.removeAllListeners('close');
        made.once('close', () => resolve('ok'));
        made.end();
    })),
    list: session(async made => names(await asked(made, 'getBoxes')).sort().join(',')),
    create: session(async made => {
        await asked(made, 'addBox', 'Grüße');
        return 'ok';
    }),
    status: session(async made => `messages=${(await asked(made, 'status', 'Archive')).messages.total}`),
    capability: session(async made => `idle=${made.serverSupports('IDLE')}`),
    select: selected(async (made, box) => `exists=${box.messages.total} uidvalidity=${box.uidvalidity} uidnext=${box.uidnext}`),
    flags: reading({}, flags),
    envelope: reading({ envelope: true }, ({ envelope }) => envelope && envelope.subject),
    structure: reading({ struct: true }, ({ struct }) => shape(struct)),
    dates: reading({}, ({ date }) => (date instanceof Date ? date.toISOString() : date)),
    body: reading({ bodies: '' }, (attributes, body) => body),
    header: reading({ bodies: 'HEADER' }, (attributes, body) => body),
    search: selected(async made => uidsOf(await asked(made, 'search', ['ALL']))),
    flag: selected(async made => {
        await asked(made, 'addFlags', '2', '\\Flagged');
        return 'ok';
    }),
    noop: selected(async made => {
        await asked(made, 'status', 'Archive'); // there is no NOOP
        return fetched(made, { envelope: true }, ({ envelope }) => envelope.subject);
    }),
    append: selected(async made => {
        await asked(made, 'append', MESSAGE, { mailbox: 'INBOX' });
        return 'ok';
    }),
    copy: selected(async made => {
        await asked(made, 'copy', '2', 'Archive');
        return 'ok';
    }),
    move: selected(async made => {
        await asked(made, 'move', '2', 'Archive');
        return 'ok';
    }),
});
