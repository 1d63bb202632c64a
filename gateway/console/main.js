// Puts the page together: sign-in, language, and which view the address names.
import { Refused, session } from './api.js';
import { board } from './board.js';
import { declaration } from './declaration.js';
import { show } from './dom.js';
import { times } from './times.js';
import { language, switchLanguage, t } from './text.js';

const at = id => document.getElementById(id);
let current = new AbortController();

function words() {
  document.documentElement.lang = language() === 'zh' ? 'zh-CN' : 'en';
  for (const element of document.querySelectorAll('[data-text]')) element.textContent = t(element.dataset.text);
  for (const element of document.querySelectorAll('[data-label]')) element.setAttribute('aria-label', t(element.dataset.label));
  at('language').textContent = language() === 'zh' ? 'English' : '中文';
  at('language').lang = language() === 'zh' ? 'en' : 'zh-CN';
}

/** Runs one reading of a view: says when it was, or why it failed. */
function liveFor(signal) {
  const mark = () => {
    at('problem').hidden = true;
    at('live').textContent = `${t('updated')} ${new Date().toLocaleTimeString(language() === 'zh' ? 'zh-CN' : 'en-GB')}`;
  };
  return async work => {
    try {
      await work(mark);
      if (!signal.aborted) mark();
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Refused && error.problem.status === 401) signOut(error.message);
      else problem(error instanceof Refused ? error.message : t('offline'));
    }
  };
}

function problem(text) {
  if (at('problem').textContent !== text || at('problem').hidden) at('problem').textContent = text;
  at('problem').hidden = false;
}

function signOut(reason) {
  session.token = null;
  route();
  if (reason) problem(reason);
}

function route() {
  current.abort();
  current = new AbortController();
  const signedIn = Boolean(session.token);
  const path = location.hash.replace(/^#\/?/, '') || 'board';
  at('problem').hidden = true;
  at('live').textContent = '';
  at('sign-in').hidden = signedIn;
  at('nav').hidden = at('sign-out').hidden = !signedIn;
  const { sub, role, enterprise } = session.claims;
  at('who').textContent = signedIn ? [sub, [role].flat().map(t).join(', '), enterprise].filter(Boolean).join(' · ') : '';
  for (const link of at('nav').children) {
    if (path.startsWith(link.dataset.view)) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  show(at('view'));
  if (!signedIn) {
    document.title = 'Clearance';
    return;
  }
  const context = { signal: current.signal, live: liveFor(current.signal), name: path };
  if (path.startsWith('declarations/')) declaration(at('view'), context);
  else if (path === 'times') times(at('view'), context);
  else board(at('view'), context);
  document.title = `${at('view').querySelector('h1')?.textContent ?? ''} – Clearance`;
}

at('sign-in-form').addEventListener('submit', event => {
  event.preventDefault();
  const token = at('token').value.trim().replace(/^Bearer\s+/i, '');
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) {
    problem(t('tokenMalformed'));
    at('token').focus();
    return;
  }
  session.token = token;
  at('token').value = '';
  route();
  at('main').focus();
});
at('sign-out').addEventListener('click', () => { signOut(); at('token').focus(); });
at('language').addEventListener('click', () => { switchLanguage(); words(); route(); });
window.addEventListener('hashchange', () => {
  if (location.hash === '#main') return;
  route();
  at('main').focus();
});
words();
route();
