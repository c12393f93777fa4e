// What the user does, the address that says it, and the words in the chosen language.
let settled = false; // whether the user has moved the picture

// One way to change what is shown: through the address, so that each state has a link and Back works.
function go(change, move = false) {
  const next = address({...state, ...change});
  if (next !== (location.hash || '#')) history.pushState(null, '', next);
  follow(move);
}

function address(wanted) {
  const fields = new URLSearchParams();
  for (const key of ['node', 'body', 'sector']) if (wanted[key]) fields.set(key, wanted[key]);
  if (wanted.hide.size) fields.set('hide', KINDS.filter(kind => wanted.hide.has(kind)).join(','));
  if (wanted.lang !== DATA.lang) fields.set('lang', wanted.lang);
  return `#${fields}`;
}

function follow(move) {
  const fields = new URLSearchParams(location.hash.slice(1));
  const known = key => nodes.has(fields.get(key)) ? fields.get(key) : '';
  const before = {...state};
  Object.assign(state, {
    node: known('node'), body: known('body'), sector: known('sector'),
    hide: new Set((fields.get('hide') || '').split(',').filter(kind => KINDS.includes(kind))),
    lang: Object.hasOwn(DATA.messages, fields.get('lang') || '') ? fields.get('lang') : DATA.lang,
  });
  if (before.lang !== state.lang) translate();
  showControls();
  draw();
  showPanel();
  const filtered = before.body !== state.body || before.sector !== state.sector;
  if (move && state.node) fit(focus(state.node));
  else if (filtered || (large && before.node !== state.node)) fit();
  if (move && state.node) byId('panel').focus({preventScroll: innerWidth > 860});
}

function translate() {
  document.documentElement.lang = state.lang === 'zh' ? 'zh-Hans' : 'en';
  document.title = `${text('title')} · ${text('product')}`;
  for (const element of document.querySelectorAll('[data-t]')) element.textContent = text(element.dataset.t);
  for (const [name, attribute] of [['tAriaLabel', 'aria-label'], ['tPlaceholder', 'placeholder']]) {
    for (const element of document.querySelectorAll(`[data-t-${attribute}]`)) element.setAttribute(attribute, text(element.dataset[name]));
  }
  byId('language').lang = state.lang === 'zh' ? 'en' : 'zh';
  if (DATA.documents.length !== 1) byId('about').textContent = text('documents', {n: DATA.documents.length});
  fillChoices();
  showLines();
}

function fillChoices() {
  const choices = {body: node => measuresOf(node.id).length || incoming.get(node.id).some(edge => edge.relation === 'addressee'), sector: () => true};
  for (const [kind, wanted] of Object.entries(choices)) {
    const options = ofKind(kind).filter(wanted).map(node => [nameOf(node), node.id]).sort((a, b) => a[0].localeCompare(b[0], state.lang));
    byId(`by-${kind}`).replaceChildren(make('option', {value: ''}, text('filter.all')),
      ...options.map(([name, id]) => make('option', {value: id}, name)));
  }
}

function showLines() {
  const present = new Set(edges.map(edge => edge.relation in LINES ? edge.relation : 'other'));
  const items = Object.keys(LINES).filter(relation => present.has(relation)).map(relation => {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('aria-hidden', 'true');
    const line = document.createElementNS('http://www.w3.org/2000/svg', 'line');
    const {color = 'person', width, dashes = []} = LINES[relation];
    for (const [name, value] of Object.entries({x1: 0, x2: 26, y1: 4, y2: 4, stroke: `var(--${color})`, 'stroke-width': width + .6, 'stroke-dasharray': dashes.join(' ')})) {
      line.setAttribute(name, value);
    }
    svg.append(line);
    return make('li', {}, svg, text(`line.${relation}`));
  });
  byId('lines').replaceChildren(...items);
}

function showControls() {
  for (const button of document.querySelectorAll('.kind')) {
    button.setAttribute('aria-pressed', String(!state.hide.has(button.dataset.kind)));
  }
  byId('by-body').value = state.body;
  byId('by-sector').value = state.sector;
  byId('reset').hidden = !state.body && !state.sector && !state.hide.size;
  const notes = [];
  if (DATA.measuresInStore > measures.length) notes.push(text('cut', {n: measures.length, all: DATA.measuresInStore}));
  if (large && !state.node && !state.body && !state.sector) notes.push(text('large'));
  byId('notice').textContent = notes.join(' ');
  byId('notice').hidden = !notes.length;
}

function recolour() {
  bodyInk = '';
  readPalette();
  draw();
}

for (const button of document.querySelectorAll('.kind')) {
  button.addEventListener('click', () => {
    const hide = new Set(state.hide);
    if (!hide.delete(button.dataset.kind)) hide.add(button.dataset.kind);
    go({hide});
  });
}
for (const kind of ['body', 'sector']) byId(`by-${kind}`).addEventListener('change', event => go({[kind]: event.target.value}));
byId('reset').addEventListener('click', () => go({body: '', sector: '', hide: new Set()}));
byId('language').addEventListener('click', () => go({lang: state.lang === 'zh' ? 'en' : 'zh'}));
byId('zoom-in').addEventListener('click', () => zoom(1.3));
byId('zoom-out').addEventListener('click', () => zoom(1 / 1.3));
byId('zoom-fit').addEventListener('click', () => fit());

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
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target instanceof Element && event.target.matches('input, select, textarea');
  if (event.key === '/' && !typing) { byId('search').focus(); event.preventDefault(); }
  if (event.key === 'Escape' && state.node) go({node: ''});
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
addEventListener('popstate', () => follow(true));
addEventListener('hashchange', () => follow(true));
addEventListener('beforeprint', () => { byId('table').open = true; });
dark.addEventListener('change', recolour);

document.querySelector('#network .vis-network').tabIndex = -1; // #network itself is the stop
readPalette();
fillChoices();
showLines();
follow(false);
fit(state.node ? focus(state.node) : undefined, false);
document.documentElement.dataset.ready = 'true';
