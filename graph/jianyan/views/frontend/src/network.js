// The network page: what the user does, the address that says it, and the words in the chosen language.
import {byId, dark, download, make, ready, svg} from './shared/dom.js';
import {DATA, begin, go, keys, state, text} from './shared/page.js';
import {searchable} from './shared/search.js';
import {KINDS, asked, drawable, edges, focus, hidden, incoming, measures, measuresOf, nameOf, nodes, ofKind, placeOf, small, whole, years} from './network/graph.js';
import {LINES, draw, fit, network, pan, readPalette, shownIds, shownLines, zoom} from './network/draw.js';
import {showPanel} from './network/panel.js';
import {gexf, picture} from './network/export.js';

let settled = false; // whether the user has moved the picture
let drawnIn = '';
let opened = false;

function show(before, move) {
  for (const key of ['node', 'body', 'sector']) if (!nodes.has(state[key])) state[key] = '';
  if (drawnIn !== state.lang) { fillChoices(); showLines(); drawnIn = state.lang; }
  showControls();
  draw(opened ? undefined : state.node ? focus(state.node) : shownIds);
  showPanel();
  if (!opened) { opened = true; return; }
  const filtered = ['body', 'sector', 'from', 'to', 'all'].some(key => before[key] !== state[key]);
  if (move && state.node) fit(focus(state.node));
  else if (filtered || (!whole() && before.node !== state.node)) fit();
  if (move && state.node) byId('panel').focus({preventScroll: innerWidth > 860});
}

function fillChoices() {
  byId('about').textContent = DATA.documents.length === 1 ? DATA.documents[0].slice(0, 2).filter(Boolean).join(' · ') : text('documents', {n: DATA.documents.length});
  const choices = {body: node => measuresOf(node.id).length || incoming.get(node.id).some(edge => edge.relation === 'addressee'), sector: () => true};
  for (const [kind, wanted] of Object.entries(choices)) {
    const options = ofKind(kind).filter(wanted).map(node => [nameOf(node), node.id]).sort((a, b) => a[0].localeCompare(b[0], state.lang));
    byId(`by-${kind}`).replaceChildren(make('option', {value: ''}, text('filter.all')),
      ...options.map(([name, id]) => make('option', {value: id}, name)));
  }
  for (const end of ['from', 'to']) byId(end).replaceChildren(make('option', {value: ''}, '—'), ...years.map(year => make('option', {value: year}, year)));
  byId('dates').hidden = years.length < 2;
}

function showLines() {
  const present = new Set(edges.map(edge => edge.relation in LINES ? edge.relation : 'other'));
  byId('lines').replaceChildren(...Object.keys(LINES).filter(relation => present.has(relation)).map(relation => {
    const {color = 'person', width, dashes = []} = LINES[relation];
    return make('li', {}, svg('svg', {'aria-hidden': 'true'}, svg('line', {x1: 0, x2: 26, y1: 4, y2: 4, stroke: `var(--${color})`, 'stroke-width': width + .6, 'stroke-dasharray': dashes.join(' ')})), text(`line.${relation}`));
  }));
}

function showControls() {
  const gone = hidden();
  for (const button of document.querySelectorAll('.kind')) button.setAttribute('aria-pressed', String(!gone.has(button.dataset.kind)));
  for (const key of ['body', 'sector']) byId(`by-${key}`).value = state[key];
  for (const key of ['from', 'to']) byId(key).value = state[key];
  byId('reset').hidden = !['body', 'sector', 'from', 'to', 'hide'].some(key => state[key]);
  byId('all').hidden = small || !drawable;
  byId('all').textContent = text(state.all === '1' ? 'all.less' : 'all.more', {n: DATA.nodes.length});
  byId('all').setAttribute('aria-pressed', String(state.all === '1'));
  const notes = [];
  if (DATA.measuresInStore > measures.length) notes.push(text('cut', {n: measures.length, all: DATA.measuresInStore}));
  if (!whole() && !asked()) notes.push(text('large'));
  byId('notice').textContent = notes.join(' ');
  byId('notice').hidden = !notes.length;
}

function recolour() {
  readPalette();
  draw();
}

for (const button of document.querySelectorAll('.kind')) {
  button.addEventListener('click', () => {
    const gone = hidden();
    if (!gone.delete(button.dataset.kind)) gone.add(button.dataset.kind);
    go({hide: KINDS.filter(kind => gone.has(kind)).join(',')});
  });
}
for (const kind of ['body', 'sector']) byId(`by-${kind}`).addEventListener('change', event => go({[kind]: event.target.value, node: ''}));
for (const end of ['from', 'to']) byId(end).addEventListener('change', event => go({[end]: event.target.value}));
byId('reset').addEventListener('click', () => go({body: '', sector: '', from: '', to: '', hide: ''}));
byId('all').addEventListener('click', () => go({all: state.all === '1' ? '' : '1'}));
byId('zoom-in').addEventListener('click', () => zoom(1.3));
byId('zoom-out').addEventListener('click', () => zoom(1 / 1.3));
byId('zoom-fit').addEventListener('click', () => fit());
byId('png').addEventListener('click', () => picture(byId('network').querySelector('canvas')).then(blob => download('jianyan.png', blob)));
byId('gexf').addEventListener('click', () => download('jianyan.gexf', new Blob([gexf([...shownIds].map(id => nodes.get(id)), shownLines, placeOf)], {type: 'application/gexf+xml'})));

const KEYS = {
  ArrowLeft: () => pan(-60, 0), ArrowRight: () => pan(60, 0), ArrowUp: () => pan(0, -60), ArrowDown: () => pan(0, 60),
  '+': () => zoom(1.2), '=': () => zoom(1.2), '-': () => zoom(1 / 1.2), 0: () => fit(),
};
byId('network').addEventListener('keydown', event => {
  if (!Object.hasOwn(KEYS, event.key) || event.ctrlKey || event.metaKey || event.altKey) return;
  settled = true;
  KEYS[event.key]();
  event.preventDefault();
});
network.on('click', ({nodes: [id]}) => go({node: id || ''}));
for (const happening of ['dragStart', 'zoom']) network.on(happening, () => { settled = true; });
network.on('resize', () => { if (!settled) fit(undefined, false); });
byId('panel').addEventListener('click', event => {
  const chosen = event.target.closest('a[data-node]');
  if (!chosen || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  go({node: chosen.dataset.node}, true);
});
addEventListener('beforeprint', () => { byId('table').open = true; });
dark.addEventListener('change', recolour);

document.querySelector('#network .vis-network').tabIndex = -1; // #network itself is the stop
searchable(() => DATA.nodes.map(node => ({...node, keys: node.keys, weight: node.size})), nameOf, entry => go({node: entry.id}, true));
keys(() => { if (state.node) go({node: ''}); else if (state.body || state.sector || state.from || state.to) go({body: '', sector: '', from: '', to: ''}); });
readPalette();
begin({node: '', body: '', sector: '', from: '', to: '', hide: '', all: ''}, show);
// Drawn is what is on the canvas, not what was handed to the library.
network.once('afterDrawing', ready);
network.redraw();
