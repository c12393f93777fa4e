// Bodies × sectors as one table: sorted by any row or column, cells shaded by how many measures they count,
// and the measures of the chosen cell with their words below it.
import {byId, icon, make, ready} from './shared/dom.js';
import {DATA, begin, go, keys, state, text} from './shared/page.js';
import {entries, find, grouped, measuresIn, nameOf, names, rows, widest} from './shared/facts.js';
import {searchable} from './shared/search.js';
import {statements} from './shared/statements.js';

const OWN = -1; // the row of those who speak for no body
const FEW = {rows: 40, columns: 24};
const STEP = {rows: 100, columns: 40};
const room = {get rows() { return Number(state.rows); }, get columns() { return Number(state.columns); }};

const bodiesOf = row => row.bodies.length ? row.bodies : [OWN];
const sectorsOf = row => state.group === 'wide' ? widest('sectors', row.sectors) : row.sectors;
const bodyName = at => at === OWN ? text('ownName') : nameOf(names.bodies[at]);
const bodyId = at => at === OWN ? 'own' : names.bodies[at].id;
const inSector = rows.filter(row => row.sectors.length);

function counted() {
  const byBody = grouped(rows, bodiesOf), bySector = grouped(inSector, sectorsOf);
  const cells = new Map([...byBody].map(([body, some]) => [body, grouped(some, sectorsOf)]));
  return {byBody, bySector, cells};
}

// Keys of `groups` by how many measures `weigh` finds for each, then by how many there are in all, then by name.
function ordered(groups, weigh, name) {
  const known = new Map([...groups].map(([key, some]) => [key, {first: measuresIn(weigh(key)), all: measuresIn(some), name: name(key)}]));
  const byName = (a, b) => a.name.localeCompare(b.name, state.lang === 'zh' ? 'zh-Hans' : 'en');
  const bySize = (a, b) => b.first - a.first || b.all - a.all || byName(a, b);
  const compare = state.sort === 'name' ? byName : bySize;
  return [...groups.keys()].sort((a, b) => compare(known.get(a), known.get(b)) || a - b);
}

function draw() {
  const {byBody, bySector, cells} = counted();
  const sector = state.sort.startsWith('s ') ? find('sectors', state.sort.slice(2))?.at : undefined;
  const body = state.sort.startsWith('b ') ? (state.sort === 'b own' ? OWN : find('bodies', state.sort.slice(2))?.at) : undefined;
  const none = [];
  let bodies = ordered(byBody, key => sector === undefined ? byBody.get(key) : cells.get(key).get(sector) || none, bodyName);
  let sectors = ordered(bySector, key => body === undefined ? bySector.get(key) : cells.get(body)?.get(key) || none, at => nameOf(names.sectors[at]));
  const chosen = {body: state.body === 'own' ? OWN : find('bodies', state.body)?.at, sector: find('sectors', state.sector)?.at};
  // What the address asks for is shown, however far down it would stand.
  const front = (list, at, most) => list.indexOf(at) >= most ? [at, ...list.filter(one => one !== at)] : list;
  bodies = front(bodies, chosen.body, room.rows);
  sectors = front(sectors, chosen.sector, room.columns);
  const shownBodies = bodies.slice(0, room.rows), shownSectors = sectors.slice(0, room.columns);
  // Those who speak for themselves are many; beside them no body would have any shade.
  const most = Math.max(1, ...shownBodies.filter(b => b !== OWN).flatMap(b => shownSectors.map(s => measuresIn(cells.get(b).get(s) || []))));

  const sorter = (key, label, name, pressed) => make('button', {type: 'button', class: 'sort', 'aria-pressed': String(pressed), title: text('matrix.sort', {name}), onclick: () => go({sort: pressed ? '' : key})}, label);
  const head = make('tr', {}, make('th', {scope: 'col', class: 'corner'}, text('matrix.body')), make('th', {scope: 'col', class: 'total'}, text('matrix.total')),
    ...shownSectors.map(at => make('th', {scope: 'col', class: at === chosen.sector ? 'on' : '', lang: 'zh'},
      sorter(`s ${names.sectors[at].id}`, make('span', {}, nameOf(names.sectors[at])), nameOf(names.sectors[at]), sector === at))));
  const lines = shownBodies.map(b => make('tr', {class: b === chosen.body ? 'on' : ''},
    make('th', {scope: 'row', lang: 'zh'}, sorter(`b ${bodyId(b)}`, bodyName(b), bodyName(b), body === b)),
    make('td', {class: 'number total'}, cellButton(b, undefined, byBody.get(b))),
    ...shownSectors.map(s => {
      const some = cells.get(b).get(s);
      const n = some ? measuresIn(some) : 0;
      const heat = n ? .12 + .88 * Math.sqrt(Math.min(1, n / most)) : 0;
      return make('td', {class: [n ? 'cell' : '', b === chosen.body && s === chosen.sector ? 'chosen' : ''].join(' ').trim(), style: n ? `--depth:${heat.toFixed(3)}` : undefined}, n ? cellButton(b, s, some) : '');
    })));
  const foot = make('tr', {}, make('th', {scope: 'row'}, text('all')), make('td', {class: 'number total'}, String(measuresIn(rows))),
    ...shownSectors.map(s => make('td', {class: 'number'}, cellButton(undefined, s, bySector.get(s)))));
  const kept = document.activeElement?.dataset?.at;
  byId('matrix').replaceChildren(make('caption', {class: 'unseen'}, text('matrix.caption')), make('thead', {}, head), make('tbody', {}, ...lines), make('tfoot', {}, foot));
  if (kept) document.querySelector(`[data-at="${CSS.escape(kept)}"]`)?.focus({preventScroll: true});
  growers(bodies.length, sectors.length);
  for (const button of document.querySelectorAll('[data-group]')) button.setAttribute('aria-pressed', String(button.dataset.group === state.group));
  byId('order').value = ['', 'name'].includes(state.sort) ? state.sort : '';
}

function cellButton(body, sector, some) {
  const fields = {body: body === undefined ? '' : bodyId(body), sector: sector === undefined ? '' : names.sectors[sector].id};
  const n = measuresIn(some);
  const label = text('matrix.cell', {body: body === undefined ? text('all') : bodyName(body), sector: sector === undefined ? text('all') : nameOf(names.sectors[sector]), n});
  return make('button', {type: 'button', class: 'count', 'data-at': `${fields.body}\n${fields.sector}`, title: label, 'aria-label': label, onclick: () => { go(fields); openDetail(); }}, String(n));
}

function growers(bodies, sectors) {
  const grower = (what, all) => {
    const button = byId(`more-${what}`), left = all - room[what];
    button.hidden = left <= 0;
    button.textContent = text(`matrix.more.${what}`, {n: Math.min(left, STEP[what])});
    button.onclick = () => go({[what]: String(room[what] + STEP[what])});
  };
  grower('rows', bodies);
  grower('columns', sectors);
}

function detail() {
  const box = byId('detail');
  const sector = find('sectors', state.sector), body = state.body === 'own' ? OWN : find('bodies', state.body)?.at;
  if (!sector && body === undefined) { box.replaceChildren(); box.hidden = true; return; }
  const some = rows.filter(row => (body === undefined || bodiesOf(row).includes(body)) && (!sector || row.sectors.includes(sector.at) || widest('sectors', row.sectors).includes(sector.at)));
  const title = [];
  if (body !== undefined) title.push(icon('body'), bodyName(body));
  if (body !== undefined && sector) title.push(' × ');
  if (sector) title.push(icon('sector'), nameOf(sector));
  box.hidden = false;
  box.replaceChildren(make('button', {type: 'button', class: 'close', onclick: back}, text('close')), make('h2', {lang: 'zh'}, ...title),
    make('p', {class: 'soft'}, text('count.measure', {n: measuresIn(some)})), ...statements(some));
}

function openDetail() {
  byId('detail').focus({preventScroll: true});
  byId('detail').scrollIntoView({block: 'nearest'});
}

function back() {
  const at = `${state.body}\n${state.sector}`;
  if (!state.body && !state.sector) return;
  go({body: '', sector: ''});
  document.querySelector(`[data-at="${CSS.escape(at)}"]`)?.focus();
}

// Arrows move between the numbers of the table, over what is empty.
const STEPS = {ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0]};
byId('matrix').addEventListener('keydown', event => {
  const step = STEPS[event.key], cell = event.target.closest('td, th');
  if (!step || !cell) return;
  event.preventDefault();
  const table = byId('matrix');
  let [row, column] = [cell.parentElement.rowIndex, cell.cellIndex];
  for (;;) {
    row += step[0];
    column += step[1];
    const next = table.rows[row]?.cells[column];
    if (!next) return;
    const button = next.querySelector('button');
    if (button) { button.focus(); return; }
  }
});

byId('copy').addEventListener('click', async event => {
  const words = [...byId('matrix').rows].map(row => [...row.cells].map(cell => cell.textContent).join('\t')).join('\n');
  try {
    await navigator.clipboard.writeText(words);
  } catch { // where the clipboard is closed to a file, the selection is left for Ctrl+C
    getSelection().selectAllChildren(byId('matrix'));
    document.execCommand('copy');
  }
  byId('copied').textContent = text('matrix.copied');
  setTimeout(() => { byId('copied').textContent = ''; }, 3000);
});
for (const button of document.querySelectorAll('[data-group]')) button.addEventListener('click', () => go({group: button.dataset.group, sort: '', sector: ''}));
byId('order').addEventListener('change', event => go({sort: event.target.value}));

searchable(() => entries('bodies', 'sectors'), nameOf, entry => {
  go(entry.kind === 'body' ? {body: entry.id, sector: ''} : {sector: entry.id, body: ''});
  openDetail();
});
keys(back);
begin({body: '', sector: '', sort: '', group: 'fine', rows: String(FEW.rows), columns: String(FEW.columns)}, () => { draw(); detail(); });
ready();
