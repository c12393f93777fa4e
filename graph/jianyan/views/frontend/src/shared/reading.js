// A text with its marks: which facts stand where, hovering, going through them by keyboard, and links to a place.
import {byId, icon, make} from './dom.js';
import {DATA, address, go, list, state, text, toNode, toThing} from './page.js';

const KINDS = ['statement', 'attribution', 'post', 'person', 'body', 'sector', 'place'];
const FIELDS = ['start', 'end', 'level', 'stance', 'measure', 'speakers', 'bodies', 'basis', 'confidence', 'speech', 'by', 'partOf', 'sectors', 'instruments', 'places'];

let data, article, statements, offsets;

// Makes the reader of one text; `item` is what views/data/texts.py says of it.
export function open(item, element) {
  data = item;
  article = element;
  statements = item.statements.map((cells, at) => ({at, ...Object.fromEntries(FIELDS.map((field, n) => [field, cells[n]]))}));
  offsets = null;
  if (article.dataset.heard) return;
  article.dataset.heard = 'true';
  if (DATA.editing) document.addEventListener('selectionchange', selected);
  article.addEventListener('pointermove', hover);
  article.addEventListener('pointerleave', unhover);
  article.addEventListener('click', event => {
    const piece = event.target.closest('[data-m]');
    if (!piece || !getSelection().isCollapsed) return;
    const found = marksOf(piece), one = found.filter(([kind]) => kind === 0).map(([, at]) => statements[at]).sort((a, b) => (a.end - a.start) - (b.end - b.start))[0];
    if (one && state.at === `${one.start}-${one.end}`) location.href = toNode(one.measure);
    else if (one) go({at: `${one.start}-${one.end}`});
    else { const [start, end] = extent(piece); go({at: `${start}-${end}`}); }
  });
}

// Who may correct can say of words that they select that they are a measure.
let missed = null;
function selected() {
  missed?.remove();
  missed = null;
  const chosen = getSelection();
  if (chosen.isCollapsed || !chosen.rangeCount || !article.contains(chosen.anchorNode) || !article.contains(chosen.focusNode)) return;
  const range = chosen.getRangeAt(0);
  const before = document.createRange();
  before.setStart(article, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = [...before.toString()].length, end = start + [...range.toString()].length;
  if (!range.toString().trim()) return;
  missed = make('p', {id: 'missed'}, make('a', {class: 'link', href: `${DATA.home}correct?document=${data.id}&at=${start}-${end}`}, text('reader.missed')));
  document.body.append(missed);
}

const marksOf = piece => piece.dataset.m.split(' ').map(at => data.marks[Number(at)]);
const nameOf = ([, label, english]) => (state.lang === 'en' && english) || label;
const kindOf = ([id]) => id.slice(0, id.indexOf('/'));

// Positions count code points, so that a character beyond the first plane is one; strings here count it as two.
function pieces() {
  if (offsets) return offsets;
  offsets = [];
  let at = 0;
  const walk = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const length = [...node.data].length;
    offsets.push({start: at, end: at + length, element: node.parentElement});
    at += length;
  }
  return offsets;
}

function extent(piece) {
  const wanted = piece.dataset.m.split(' ').at(-1);
  const all = pieces().filter(({element}) => element.dataset.m?.split(' ').includes(wanted));
  const own = all.findIndex(({element}) => element === piece);
  let [from, to] = [own, own];
  while (from > 0 && all[from - 1].end === all[from].start) from--;
  while (to < all.length - 1 && all[to].end === all[to + 1].start) to++;
  return [all[from].start, all[to].end];
}

export function show(move) {
  const [start, end] = (state.at || '').split('-').map(Number);
  hideMarks();
  for (const old of article.querySelectorAll('.asked')) old.classList.remove('asked');
  const hit = state.at ? pieces().filter(piece => piece.start < end && piece.end > start) : [];
  for (const {element} of hit) if (element.dataset.m) element.classList.add('asked');
  if (hit.length && move) hit[0].element.scrollIntoView({block: innerWidth > 900 ? 'center' : 'start'});
  panel(start, end);
}

function panel(start, end) {
  const box = byId('facts');
  if (!state.at) { box.replaceChildren(...overview()); return; }
  const here = statements.filter(one => one.start === start && one.end === end);
  const found = here.length ? here : statements.filter(one => one.start < end && one.end > start);
  const named = [...new Set(pieces().filter(piece => piece.start < end && piece.end > start && piece.element.dataset.m)
    .flatMap(({element}) => marksOf(element)).filter(([kind, refers]) => kind > 2 && refers >= 0).map(([, refers]) => refers))];
  box.replaceChildren(make('button', {type: 'button', onclick: () => go({at: ''})}, text('reader.facts', {n: count()})),
    ...found.map(details), ...(here.length ? [] : named.map(at => thing(data.names[at]))));
  box.scrollTop = 0;
}

const count = () => statements.filter(one => one.level === 'measure').length;

function overview() {
  if (!statements.length) return [make('p', {class: 'soft'}, text('reader.none'))];
  let said = '';
  return [make('h2', {}, text('reader.facts', {n: count()})), make('p', {class: 'soft hint'}, text('reader.hint')), make('ol', {class: 'facts'}, ...statements.map(one => {
    const who = [...one.speakers, ...one.bodies].map(at => nameOf(data.names[at])).join(list());
    const new_ = who !== said && who;
    said = who;
    return make('li', {class: one.level}, make('a', {href: address({...state, at: `${one.start}-${one.end}`}), lang: 'zh'}, new_ ? make('span', {class: 'who'}, who) : '', words(one)));
  }))];
}

function words(one) {
  const found = pieces().filter(piece => piece.start < one.end && piece.end > one.start);
  return found.map(({element, start, end}) => {
    const letters = [...(element.dataset.m ? element.textContent : nodeText(start, end))];
    return letters.slice(Math.max(0, one.start - start), one.end - start).join('');
  }).join('').replace(/\s+/g, ' ').replace(TURNS, char => `⟨U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}
// What would turn the words round is shown in letters, as in all else that the page carries (render.py).
const TURNS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const nodeText = (start, end) => [...article.textContent].slice(start, end).join('');

function link(at) {
  const name = data.names[at];
  return make('a', {class: 'link', lang: 'zh', href: toNode(name[0])}, icon(kindOf(name)), nameOf(name));
}
const joined = ats => ats.flatMap((at, n) => n ? [list(), link(at)] : [link(at)]);
const plain = (ats) => [ats.map(at => nameOf(data.names[at])).join(list())];

function details(one) {
  const lines = [
    [text('kind.person'), joined(one.speakers)], [text('onBehalfOf'), joined(one.bodies)], [text('kind.sector'), joined(one.sectors)],
    [text('kind.instrument'), one.instruments.length ? plain(one.instruments) : []], [text('kind.place'), one.places.length ? plain(one.places) : []],
    [text('reader.speech'), one.speech ? [one.speech] : []],
    [text('reader.partOf'), one.partOf >= 0 ? [make('a', {class: 'link', href: address({...state, at: `${statements[one.partOf].start}-${statements[one.partOf].end}`})}, words(statements[one.partOf]))] : []],
    [text('reader.by'), [text(`basis.${one.basis || 'unknown'}`), ...(one.confidence ? [` · ${text('confidence')} ${one.confidence}`] : []),
      ...(one.by ? [' ', make('a', {class: 'link at', href: address({...state, at: one.by.join('-')})}, `[${one.by[0]}, ${one.by[1]})`)] : [])]],
  ].filter(([, values]) => values.length);
  return make('section', {class: 'one'},
    make('p', {class: 'kind'}, [text(`level.${one.level}`), text(`stance.${one.stance}`)].join(' · '), make('span', {class: 'at', title: text('place', one)}, `[${one.start}, ${one.end})`)),
    make('h2', {lang: 'zh'}, words(one)), make('dl', {}, ...lines.flatMap(([name, values]) => [make('dt', {}, name), make('dd', {lang: 'zh'}, ...values)])),
    make('p', {}, make('a', {class: 'link', href: toNode(one.measure), id: 'to-network'}, text('to.network')),
      ...(DATA.home ? [' ', make('a', {class: 'link', href: toThing(one.measure)}, text('to.thing'))] : []),
      ...(DATA.editing ? [' ', make('a', {class: 'link', href: `${DATA.home}correct?document=${data.id}&at=${one.start}-${one.end}`}, text('to.correct'))] : [])));
}

function thing(name) {
  return make('section', {class: 'one'}, make('p', {class: 'kind'}, text(`kind.${kindOf(name)}`)), make('h3', {lang: 'zh'}, icon(kindOf(name)), nameOf(name)),
    make('p', {}, kindOf(name) === 'place' ? '' : make('a', {class: 'link', href: toNode(name[0])}, text('to.network')),
      ...(DATA.home ? [' ', make('a', {class: 'link', href: toThing(name[0])}, text('to.thing'))] : [])));
}

let shown = null;
function hover(event) {
  const piece = event.target.closest('[data-m]');
  if (piece === shown) return;
  unhover();
  if (!piece || event.pointerType === 'touch') return;
  shown = piece;
  const lines = [...new Set(marksOf(piece).map(([kind, refers]) => {
    if (kind === 0) {
      const one = statements[refers];
      const who = [...one.speakers, ...one.bodies].map(at => nameOf(data.names[at])).join(list());
      return [text(`level.${one.level}`), text(`stance.${one.stance}`), who, one.basis && text(`basis.${one.basis}`), one.confidence && `${text('confidence')} ${one.confidence}`].filter(Boolean).join(' · ');
    }
    return refers < 0 ? text(`mark.${KINDS[kind]}`) : `${text(`mark.${KINDS[kind]}`)} · ${nameOf(data.names[refers])}`;
  }))];
  const box = make('div', {id: 'hover', role: 'tooltip'}, ...lines.map(line => make('p', {}, line)),
    marksOf(piece).some(([kind]) => kind === 0) ? make('p', {class: 'soft'}, text('reader.click')) : '');
  document.body.append(box);
  const place = [...piece.getClientRects()].find(rect => event.clientY >= rect.top - 2 && event.clientY <= rect.bottom + 2) || piece.getBoundingClientRect();
  box.style.left = `${Math.max(8, Math.min(place.left, innerWidth - box.offsetWidth - 12)) + scrollX}px`;
  const below = place.bottom + 6;
  box.style.top = `${(below + box.offsetHeight > innerHeight ? place.top - box.offsetHeight - 6 : below) + scrollY}px`;
  const marks = piece.dataset.m.split(' ');
  for (const other of article.querySelectorAll('[data-m]')) if (other.dataset.m.split(' ').includes(marks.at(-1))) other.classList.add('near');
}
function unhover() {
  shown = null;
  document.getElementById('hover')?.remove();
  for (const old of article.querySelectorAll('.near')) old.classList.remove('near');
}

// Up and down go from statement to statement; Enter follows the one that is shown to the network.
export function step(by) {
  if (!statements.length) return;
  const now = statements.findIndex(one => `${one.start}-${one.end}` === state.at);
  const next = statements[now < 0 ? (by > 0 ? 0 : statements.length - 1) : Math.min(statements.length - 1, Math.max(0, now + by))];
  go({at: `${next.start}-${next.end}`}, true);
}
export const follow = () => { const link = document.getElementById('to-network'); if (link && !document.activeElement.matches('a, button')) link.click(); };

const hiddenKinds = () => new Set((state.hide || '').split(',').filter(Boolean));

export function legend() {
  for (const button of document.querySelectorAll('.legend [data-kind]')) {
    button.addEventListener('click', () => {
      const gone = hiddenKinds();
      if (!gone.delete(button.dataset.kind)) gone.add(button.dataset.kind);
      go({hide: [...gone].sort().join(',')});
    });
  }
}

function hideMarks() {
  const gone = hiddenKinds();
  for (const button of document.querySelectorAll('.legend [data-kind]')) button.setAttribute('aria-pressed', String(!gone.has(button.dataset.kind)));
  for (const piece of article.querySelectorAll('[data-m]')) {
    piece.dataset.k ??= piece.className;
    for (const kind of piece.dataset.k.split(' ')) piece.classList.toggle(kind, !gone.has(kind.slice(2)));
  }
}

// What the search finds in a text: the names in it, and its measures.
export const found = () => [
  ...data.names.map(([id, label, label_en], at) => ({id, kind: id.slice(0, id.indexOf('/')), label, label_en, at})),
  ...statements.map(one => ({id: `${one.start}-${one.end}`, kind: 'measure', label: words(one)})),
].filter(entry => entry.kind !== 'instrument');
export function take(entry) {
  if (entry.kind === 'measure') return go({at: entry.id}, true);
  const mark = data.marks.findIndex(([kind, refers]) => kind > 2 && refers === entry.at);
  const piece = mark >= 0 && pieces().find(({element}) => element.dataset.m?.split(' ').includes(String(mark)));
  if (piece) go({at: extent(piece.element).join('-')}, true);
  else location.href = toNode(entry.id);
}
