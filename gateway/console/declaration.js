// One declaration: its facts, its timeline, its release case with conditions and trail. The watch stream says when to read again.
import { get, Refused, watch } from './api.js';
import { el, show } from './dom.js';
import { day, language, money, span, t, time } from './text.js';

const retryPause = 2000;
const verdictClass = { VERDICT_OPEN: 'waits', VERDICT_FAILED: 'fails' };

export function declaration(view, { signal, live, name }) {
  const facts = el('section', { class: 'panel', 'aria-labelledby': 'facts' });
  const timeline = el('section', { class: 'panel', 'aria-labelledby': 'timeline' });
  const releaseCase = el('section', { class: 'panel', 'aria-labelledby': 'case' });
  const title = el('h1', {}, name);
  show(view, el('p', {}, el('a', { href: '#/board' }, `← ${t('back')}`)), title, el('div', { class: 'columns' }, el('div', {}, facts, timeline), releaseCase));
  follow();

  async function follow() {
    while (!signal.aborted) {
      await live(async mark => {
        for await (const form of watch(`v1/${name}:watch`, signal)) {
          await draw(form);
          mark();
        }
      });
      await new Promise(resolve => setTimeout(resolve, retryPause));
    }
  }

  async function draw(form) {
    const key = name.split('/')[1];
    const [entries, found] = await Promise.all([
      get(`v1/${name}/timeline`, signal),
      get(`v1/releaseCases/${key}`, signal).catch(error => { if (error instanceof Refused && error.problem.status === 404) return null; throw error; }),
    ]);
    title.textContent = form.declarationNumber || form.unifiedNumber || form.name;
    show(facts, el('h2', { id: 'facts' }, t('facts')), factsOf(form));
    show(timeline, el('h2', { id: 'timeline' }, t('timeline')), timelineOf(entries.entries ?? []));
    show(releaseCase, el('h2', { id: 'case' }, t('releaseCase')), found ? caseOf(found) : el('p', {}, t('noCase')));
  }
}

function factsOf(form) {
  const rows = [
    ['state', t(form.state)],
    ['number', form.declarationNumber],
    ['unified', form.unifiedNumber],
    ['trader', [form.trader?.name, form.trader?.uscc].filter(Boolean).join(' · ')],
    ['billOfLading', form.transport?.billOfLading],
    ['tax', form.tax?.assessed && `${money(form.tax.assessed)} · ${t(form.tax.state)}${form.tax.dueDate ? ` · ${t('due')} ${day(form.tax.dueDate)}` : ''}`],
    ['lane', form.control?.lane && form.control.lane !== 'LANE_UNSPECIFIED' && t(form.control.lane)],
    ['accepted', form.acceptTime && time(form.acceptTime)],
    ['arrived', form.arrivalTime && time(form.arrivalTime)],
    ['released', form.release?.releaseTime && time(form.release.releaseTime)],
    ['road', form.release?.road && t(form.release.road)],
    ['clearanceTime', form.release && span(form.release.clearanceTime ?? '0s')],
  ];
  return el('dl', { class: 'facts' }, rows.filter(([, value]) => value).flatMap(([label, value]) => [el('dt', {}, t(label)), el('dd', {}, value)]));
}

function timelineOf(entries) {
  return el('ol', { class: 'timeline' }, entries.map(entry => el('li', {},
    el('span', {}, (language() === 'zh' && entry.chineseText) || entry.text),
    el('br'),
    el('span', { class: 'small' }, el('time', { datetime: entry.occurTime }, time(entry.occurTime)), ` · ${t(entry.actor)}`))));
}

function caseOf(found) {
  const head = ['condition', 'verdict', 'since', 'explanation', 'owner'];
  return el('div', {},
    el('p', {}, el('strong', {}, t(found.state)), ` · ${found.summary ?? ''}`),
    el('table', {},
      el('caption', {}, t('conditions')),
      el('thead', {}, el('tr', {}, head.map(name => el('th', { scope: 'col' }, t(name))))),
      el('tbody', {}, (found.conditions ?? []).map(condition => el('tr', {},
        el('th', { scope: 'row' }, t(condition.kind)),
        el('td', { class: verdictClass[condition.verdict] ?? 'holds' }, t(condition.verdict)),
        el('td', { class: 'small' }, time(condition.sinceTime)),
        el('td', {}, condition.text ?? ''),
        el('td', {}, condition.owner ? t(condition.owner) : ''))))),
    el('h3', {}, t('trail')),
    (found.trail ?? []).length === 0 ? el('p', { class: 'small' }, t('noTrail')) : el('ol', { class: 'trail' }, found.trail.map(reasonOf)));
}

function reasonOf(reason) {
  const inputs = (reason.inputs ?? []).filter(input => input.value);
  return el('li', {},
    el('span', {}, reason.text ?? ''),
    el('br'),
    el('span', { class: 'small' }, `${t('rule')} ${reason.rule}, ${t('version')} ${reason.version ?? 0} → ${reason.verdict} · ${t(reason.actor)} · ${time(reason.occurTime)}`),
    inputs.length > 0 && el('dl', { class: 'facts small' }, inputs.flatMap(input => [el('dt', {}, input.name), el('dd', {}, input.value)])));
}
