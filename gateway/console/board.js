// The board: declarations by state, read again every two seconds while the page is in view.
import { get } from './api.js';
import { el, show } from './dom.js';
import { span, t } from './text.js';

const states = ['STATE_DRAFT', 'STATE_ACCEPTED', 'STATE_RELEASED_PROVISIONALLY', 'STATE_RELEASED', 'STATE_CLOSED', 'STATE_WITHDRAWN'];
const pause = 2000;

export function board(view, { signal, live }) {
  const search = el('input', { id: 'search', type: 'search', autocomplete: 'off' });
  const columns = el('div', { class: 'board' });
  const note = el('p', { class: 'small' });
  let declarations = [];
  let known = null;
  search.addEventListener('input', draw);
  show(view,
    el('h1', {}, t('board')),
    el('div', { class: 'tools' }, el('div', {}, el('label', { for: 'search' }, t('search')), search)),
    columns,
    note);
  read();

  async function read() {
    while (!signal.aborted) {
      if (!document.hidden) {
        await live(async () => {
          const answer = await get('v1/declarations?pageSize=200', signal);
          declarations = answer.declarations ?? [];
          note.textContent = answer.nextPageToken ? t('newest') : '';
          draw();
        });
      }
      await new Promise(resolve => setTimeout(resolve, pause));
    }
  }

  function draw() {
    const wanted = search.value.trim().toLowerCase();
    const found = declarations.filter(declaration => textOf(declaration).includes(wanted));
    const focused = document.activeElement?.getAttribute('href');
    show(columns, states.map(state => column(state, found.filter(declaration => declaration.state === state))));
    known = new Map(declarations.map(declaration => [declaration.name, declaration.state]));
    if (focused) columns.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }

  function column(state, rows) {
    return el('section', { class: 'column', 'aria-labelledby': state },
      el('h2', { id: state }, t(state), el('span', { class: 'count' }, String(rows.length))),
      rows.length === 0 ? el('p', { class: 'small' }, t('none')) : el('ul', {}, rows.map(row => el('li', {}, card(row)))));
  }

  function card(declaration) {
    const moved = known !== null && known.get(declaration.name) !== declaration.state;
    return el('a', { class: moved ? 'card fresh' : 'card', href: `#/${declaration.name}` },
      el('span', { class: 'number' }, declaration.declarationNumber || declaration.unifiedNumber || declaration.name),
      el('br'),
      el('span', { class: 'small' }, [declaration.trader?.name || declaration.trader?.uscc, declaration.transport?.billOfLading].filter(Boolean).join(' · ')),
      declaration.state === 'STATE_ACCEPTED' ? marks(declaration) : after(declaration));
  }
}

function textOf(declaration) {
  return [declaration.declarationNumber, declaration.unifiedNumber, declaration.name, declaration.trader?.name, declaration.trader?.uscc,
    declaration.transport?.billOfLading, declaration.clientReference].join(' ').toLowerCase();
}

/** What a released form took, and by which road. */
function after(declaration) {
  const release = declaration.release;
  return release ? el('p', { class: 'small' }, `${t(release.road)} · ${span(release.clearanceTime ?? '0s')}`) : null;
}

/** What an accepted form has and what it waits for; said in words, not by colour alone. */
function marks(declaration) {
  const secured = declaration.securitySummary?.state === 'STATE_SECURED';
  const facts = [
    ['markDocuments', (declaration.missingDocuments ?? []).length === 0 || secured],
    ['markTax', declaration.tax?.state === 'STATE_SETTLED' || secured],
    ['markControl', declaration.control?.passed === true],
    ['markArrived', Boolean(declaration.arrivalTime)],
  ];
  return el('ul', { class: 'marks' }, facts.map(([name, holds]) =>
    el('li', { class: `mark ${holds ? 'holds' : 'waits'}` }, `${t(name)}: ${t(holds ? 'holdsWord' : 'waitsWord')}`)));
}
