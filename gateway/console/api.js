// The public REST API, and nothing else. A refusal is thrown as Refused, with the problem (RFC 9457) that explains it.
import { language } from './text.js';

const tokenKey = 'clearance.token';

export class Refused extends Error {
  constructor(problem) {
    super(problem.detail ?? problem.title ?? `HTTP ${problem.status}`);
    this.problem = problem;
  }
}

export const session = {
  get token() { return sessionStorage.getItem(tokenKey); },
  set token(value) { if (value) sessionStorage.setItem(tokenKey, value); else sessionStorage.removeItem(tokenKey); },

  /** What the token says of its bearer, for display only: the services check it, not the console. */
  get claims() {
    try {
      const part = this.token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
      return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(part), sign => sign.codePointAt(0))));
    } catch { return {}; }
  },
};

async function request(path, signal) {
  const headers = { Authorization: `Bearer ${session.token}`, 'Accept-Language': language() === 'zh' ? 'zh-CN' : 'en' };
  const response = await fetch(path, { headers, signal, cache: 'no-store' });
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Refused({ status: response.status, ...problem });
}

export async function get(path, signal) {
  return (await request(path, signal)).json();
}

/** Reads a stream of JSON objects, one a line, until it ends or the signal ends it. */
export async function* watch(path, signal) {
  const response = await request(path, signal);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const lines = (rest + value).split('\n');
    rest = lines.pop();
    for (const line of lines) if (line.trim()) yield JSON.parse(line);
  }
}
