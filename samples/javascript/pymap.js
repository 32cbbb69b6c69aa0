// An IMAP server for tests: one of our own, or the one that runs at PYMAP_CONTROL_URL, in a container say.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../pymap-server/target/pymap/bin/pymap', import.meta.url));

export class Pymap {
    static async start() {
        const pymap = new Pymap();
        pymap.control = process.env.PYMAP_CONTROL_URL || (await pymap.#spawn());
        const server = await pymap.call('GET', '/v1/server');
        pymap.host = new URL(pymap.control).hostname;
        pymap.port = Number(process.env.PYMAP_IMAP_PORT || server.port);
        return pymap;
    }

    async #spawn() {
        this.process = spawn(
            process.env.PYMAP_COMMAND || COMMAND,
            ['--port', '0', '--no-tls', '--control-port', '0', '--no-service', 'admin', 'dict'],
            { stdio: ['ignore', 'pipe', 'inherit'] }
        );
        const [ready] = await once(createInterface(this.process.stdout), 'line');
        return / (http:\/\/\S+)/.exec(ready)[1];
    }

    /** What the control API answers; an error of it is thrown with its reason. */
    async call(method, path, body, accept = 'application/json') {
        const reply = await fetch(this.control + path, {
            method,
            headers: { accept, ...(body && { 'content-type': 'application/json' }) },
            body: body && JSON.stringify(body)
        });
        if (!reply.ok) {
            throw new Error((await reply.json()).detail);
        }
        const text = await reply.text();
        return text && accept === 'application/json' ? JSON.parse(text) : text;
    }

    account(login, password) {
        return this.call('PUT', `/v1/accounts/${encodeURIComponent(login)}`, { password });
    }

    append(login, mailbox, message) {
        return this.call('POST', `${mailboxPath(login, mailbox)}/messages`, message);
    }

    async messages(login, mailbox) {
        return (await this.call('GET', `${mailboxPath(login, mailbox)}/messages`)).messages;
    }

    fault(rule) {
        return this.call('POST', '/v1/faults', { rule });
    }

    waitFor(what) {
        return this.call('POST', '/v1/await', what);
    }

    transcript() {
        return this.call('GET', '/v1/transcript', undefined, 'text/plain');
    }

    /** As it was at the start: no accounts, no faults, nobody connected. */
    reset() {
        return this.call('POST', '/v1/reset');
    }

    async stop() {
        if (this.process) {
            this.process.kill();
            await once(this.process, 'exit');
        }
    }
}

function mailboxPath(login, mailbox) {
    return `/v1/accounts/${encodeURIComponent(login)}/mailboxes/${encodeURIComponent(mailbox)}`;
}
