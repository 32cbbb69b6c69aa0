'use strict';

// Mail is hostile: whatever comes from it is set as text, never as markup.
const byId = id => document.getElementById(id);
const MOST_LINES = 2000;
const FAULTS = [
  ['Slow answers', 'on * delay 2s'],
  ['Busy at login', "login times 1 no '[UNAVAILABLE] Try again later'"],
  ['BYE at SELECT', "on SELECT nth 1 bye 'Too many connections'"],
  ['Reset in a message', 'on FETCH * (BODY*) nth 1 reset after 700'],
  ['No answer', 'on NOOP nth 1 stall'],
  ['Crash', 'on * nth 1 crash'],
];
let token = sessionStorage.getItem('token') || '';
let events = null;

function element(name, text, type) {
  const made = document.createElement(name);
  made.textContent = text;
  if (type) made.className = type;
  return made;
}

function button(text, label, action) {
  const made = element('button', text);
  made.type = 'button';
  made.setAttribute('aria-label', label);
  made.addEventListener('click', () => run(action));
  return made;
}

function ask(question) {
  byId('question').textContent = question;
  byId('answer').value = '';
  byId('ask').showModal();
  return new Promise(answered => byId('ask').addEventListener('close',
    () => answered(byId('ask').returnValue === 'ok' ? byId('answer').value : ''), { once: true }));
}

async function call(method, path, body, accept) {
  const headers = { Accept: accept || 'application/json' };
  if (token) headers.Authorization = 'Bearer ' + token;
  if (body) headers['Content-Type'] = 'application/json';
  const reply = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  if (reply.status === 401) {
    token = await ask('Token of the control API');
    sessionStorage.setItem('token', token);
    if (token) return call(method, path, body, accept);
  }
  if (!reply.ok) throw new Error((await reply.json()).detail);
  if (reply.status === 204) return null;
  return accept ? reply.text() : reply.json();
}

async function run(action) {
  try {
    byId('status').textContent = '';
    await action();
  } catch (e) {
    byId('status').textContent = e.message;
  }
}

const account = () => '/v1/accounts/' + encodeURIComponent(byId('account').value);
const mailbox = () => account() + '/mailboxes/' + encodeURIComponent(byId('mailbox').value);

function fill(select, names) {
  const chosen = select.value;
  select.replaceChildren(...names.map(name => new Option(name, name)));
  if (names.includes(chosen)) select.value = chosen;
}

async function showMail() {
  const server = await call('GET', '/v1/server');
  byId('server').textContent = `${server.version} · ${server.backend}, ${server.profile} · IMAP on port ${server.port}`
    + (server.tlsPort ? `, with TLS on ${server.tlsPort}` : '');
  fill(byId('account'), server.accounts);
  if (server.accounts.length === 0) {
    byId('mailbox').replaceChildren();
    byId('messages').replaceChildren();
    return;
  }
  fill(byId('mailbox'), (await call('GET', account() + '/mailboxes')).mailboxes.map(one => one.name));
  const messages = (await call('GET', mailbox() + '/messages')).messages;
  byId('messages').replaceChildren(...messages.map(message => {
    const row = document.createElement('tr');
    const url = mailbox() + '/messages/' + message.uid;
    const subject = document.createElement('td');
    const link = button(message.subject || '(none)', 'Show ' + message.subject, async () => {
      byId('source').textContent = await call('GET', url, null, 'message/rfc822');
      byId('shown').open = true;
    });
    link.className = 'link';
    subject.append(link);
    const last = document.createElement('td');
    last.append(button('×', 'Delete message ' + message.uid, async () => {
      await call('DELETE', url);
      await showMail();
    }));
    row.append(element('td', message.uid), element('td', message.from), subject,
      element('td', message.flags.join(' ')), last);
    return row;
  }));
}

async function showState() {
  const [sessions, faults, clock] = await Promise.all([call('GET', '/v1/sessions'), call('GET', '/v1/faults'),
    call('GET', '/v1/clock')]);
  byId('sessions').replaceChildren(...sessions.sessions.map(one => element('li',
    `${one.id} from ${one.peer}: ${one.login || 'not logged in'}`
      + (one.mailbox ? ', ' + one.mailbox : '') + (one.idling ? ', idles' : '') + (one.secure ? ', TLS' : ''))));
  if (sessions.open === 0) byId('sessions').append(element('li', 'no connection is open', 'empty'));
  byId('rules').replaceChildren(...faults.rules.map(rule => {
    const item = document.createElement('li');
    item.append(element('span', `#${rule.number} ${rule.rule} (${rule.hits} hits)`),
      button('×', 'Remove rule ' + rule.number, async () => {
        await call('DELETE', '/v1/faults/' + rule.number);
        await showState();
      }));
    return item;
  }));
  byId('clock').textContent = clock.now + (clock.standsStill ? ', stands still' : '');
}

async function addRule(rule) {
  await call('POST', '/v1/faults', { rule });
  await showState();
}

function line(text, type) {
  const log = byId('transcript');
  const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 30;
  log.append(element('div', text, type));
  while (log.childElementCount > MOST_LINES) log.firstElementChild.remove();
  if (atEnd) log.scrollTop = log.scrollHeight;
}

let due = 0;
function later() { // several events, one look
  clearTimeout(due);
  due = setTimeout(() => run(async () => {
    await showState();
    await showMail();
  }), 150);
}

function listen() {
  events = new EventSource('/v1/transcript/events?after=0' + (token ? '&token=' + encodeURIComponent(token) : ''));
  events.addEventListener('line', event => {
    const told = JSON.parse(event.data);
    line(`${told.connection} ${told.from === 'client' ? 'C' : 'S'}: ${told.text}`, told.from);
    later();
  });
  for (const [kind, words] of [['opened', 'opened from'], ['closed', 'closed'], ['secured', 'TLS has begun'], ['note', '#']]) {
    events.addEventListener(kind, event => {
      const told = JSON.parse(event.data);
      line(`${told.connection} ${words} ${told.text}`.trim(), kind === 'note' ? 'note' : 'other');
      later();
    });
  }
  events.addEventListener('error', () => { byId('status').textContent = 'The server does not answer.'; });
  events.addEventListener('open', () => { byId('status').textContent = ''; });
}

function on(id, kind, action) {
  byId(id).addEventListener(kind, event => {
    event.preventDefault();
    run(action);
  });
}

on('account', 'change', showMail);
on('mailbox', 'change', showMail);
on('place', 'submit', showMail);
on('new-account', 'click', async () => {
  const login = await ask('Name to log in with');
  if (!login) return;
  const made = await call('PUT', '/v1/accounts/' + encodeURIComponent(login), {});
  await showMail();
  byId('account').value = login;
  await showMail();
  byId('status').textContent = `Password of ${made.login}: ${made.password}`;
});
on('deliver', 'submit', async () => {
  await call('POST', mailbox() + '/messages',
    { from: byId('from').value, subject: byId('subject').value, text: byId('text').value });
  await showMail();
});
on('rule-form', 'submit', async () => addRule(byId('rule').value));
on('no-faults', 'click', async () => {
  await call('DELETE', '/v1/faults');
  await showState();
});
on('disconnect', 'click', () => call('DELETE', '/v1/sessions'));
on('clear', 'click', async () => {
  await call('DELETE', '/v1/transcript');
  byId('transcript').replaceChildren();
});
on('reset', 'click', async () => {
  await call('POST', '/v1/reset');
  byId('transcript').replaceChildren();
  await showMail();
  await showState();
});
for (const one of document.querySelectorAll('[data-advance]')) {
  one.addEventListener('click', () => run(async () => {
    await call('POST', '/v1/clock', { advance: one.dataset.advance });
    await showState();
  }));
}
byId('faults').append(...FAULTS.map(([name, rule]) => {
  const made = button(name, name, () => addRule(rule));
  made.title = rule;
  return made;
}));
run(async () => {
  await showMail();
  await showState();
  listen();
});
