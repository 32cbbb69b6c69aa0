// One line in: operation, port, security, milliseconds of patience, the port of later connections. One line out: "data" or
// "error", and what there is.

import { createInterface } from 'node:readline';

/** For what a client lets go wrong behind its answer: it belongs to that row still. */
const AFTERMATH_MILLIS = 10;

const escaped = text => String(text).replace(/\\/g, '\\\\').replace(/\r/g, '\\r').replace(/\n/g, '\\n');

/** @param operations by name; each gets the line's other words and answers with a string */
export async function serve(operations) {
    for await (const line of createInterface({ input: process.stdin })) {
        const [name, port, security, patience, later] = line.split(' ');
        let answer;
        try {
            if (!operations[name]) {
                answer = 'unable';
            } else {
                const told = await operations[name](Number(port), security, Number(patience), Number(later));
                answer = `data ${escaped(told)}`;
            }
        } catch (error) {
            answer = `error ${escaped((error && (error.responseText || error.message)) || error)}`;
        }
        await new Promise(done => setTimeout(done, AFTERMATH_MILLIS));
        process.stdout.write(answer + '\n');
    }
}

export const MESSAGE_ID = '<four@example.org>';
export const MESSAGE = `From: ann@example.org\r\nSubject: four\r\nMessage-ID: ${MESSAGE_ID}\r\n\r\nbody four\r\n`;
