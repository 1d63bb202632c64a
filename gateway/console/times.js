// Clearance times per road as bars against the one-third target, read again every five seconds.
import { get } from './api.js';
import { el, show } from './dom.js';
import { seconds, span, t } from './text.js';

const pause = 5000;

export function times(view, { signal, live }) {
  const body = el('div', {});
  show(view, el('h1', {}, t('times')), body);
  read();

  async function read() {
    while (!signal.aborted) {
      if (!document.hidden) {
        await live(async () => draw((await get('v1/clearanceTimes:summarize', signal)).figures ?? []));
      }
      await new Promise(resolve => setTimeout(resolve, pause));
    }
  }

  function draw(figures) {
    const shown = figures.filter(figure => figure.group === 'all' || figure.group.startsWith('road='));
    const directions = [...new Set(shown.map(figure => figure.direction))];
    show(body, directions.length === 0
      ? el('p', {}, t('noTimes'))
      : directions.map(direction => panel(direction, shown.filter(figure => figure.direction === direction))));
  }
}

function panel(direction, figures) {
  const most = Math.max(...figures.flatMap(figure => [seconds(figure.mean), seconds(figure.baseline)]).map(value => value ?? 0), 1);
  const head = [['road', ''], ['count', 'figure'], ['mean', 'figure'], ['median', 'figure'], ['p90', 'figure'], ['againstTarget', '']];
  const roadsFirst = [...figures].sort((left, right) => (left.group === 'all') - (right.group === 'all') || left.group.localeCompare(right.group));
  return el('section', { class: 'panel' },
    el('h2', {}, t(direction)),
    el('table', {},
      el('caption', {}, t('timesCaption')),
      el('thead', {}, el('tr', {}, head.map(([name, kind]) => el('th', { scope: 'col', class: kind }, t(name))))),
      el('tbody', {}, roadsFirst.map(figure => row(figure, most)))),
    el('ul', { class: 'key' },
      el('li', {}, el('span', { class: 'k-mean' }), t('mean')),
      el('li', {}, el('span', { class: 'k-target' }), `${t('target')} (${span(figures[0].target)})`),
      el('li', {}, el('span', { class: 'k-base' }), `${t('baseline')} (${span(figures[0].baseline)})`)));
}

function row(figure, most) {
  const verdict = t(figure.targetMet ? 'met' : 'missed');
  return el('tr', {},
    el('th', { scope: 'row' }, figure.group === 'all' ? t('all') : t(figure.group.slice('road='.length))),
    el('td', { class: 'figure' }, String(figure.count)),
    el('td', { class: 'figure' }, span(figure.mean)),
    el('td', { class: 'figure' }, span(figure.median)),
    el('td', { class: 'figure' }, span(figure.p90)),
    el('td', {}, scale(figure, most, verdict), el('span', { class: figure.targetMet ? 'small holds' : 'small waits' }, verdict)));
}

function scale(figure, most, verdict) {
  const label = `${t('mean')} ${span(figure.mean)}, ${t('target')} ${span(figure.target)}, ${t('baseline')} ${span(figure.baseline)}: ${verdict}`;
  const share = duration => `${(100 * (seconds(duration) ?? 0) / most).toFixed(2)}%`;
  const value = el('div', { class: 'value' });
  const target = el('div', { class: 'line' });
  const baseline = el('div', { class: 'line base' });
  value.style.width = share(figure.mean);
  target.style.left = share(figure.target);
  baseline.style.left = `calc(${share(figure.baseline)} - 3px)`;
  return el('div', { class: 'scale', role: 'img', 'aria-label': label }, value, target, baseline);
}
