// The data of the page, its language, and what follows from them. Text from sources reaches the
// page through textContent and canvas text only; ids are keys of Maps, never of objects.
const DATA = JSON.parse(document.getElementById('data').textContent);
const KINDS = ['person', 'body', 'sector', 'measure'];
const LEANING = new Set(['backs', 'reportsDone', 'opposes', 'supports']);
const byId = id => document.getElementById(id);

const nodes = new Map(DATA.nodes.map(node => [node.id, node]));
const edges = DATA.edges.map((edge, at) => ({...edge, id: at}));
const outgoing = new Map(DATA.nodes.map(node => [node.id, []]));
const incoming = new Map(DATA.nodes.map(node => [node.id, []]));
for (const edge of edges) { outgoing.get(edge.from).push(edge); incoming.get(edge.to).push(edge); }
const ofKind = kind => DATA.nodes.filter(node => node.kind === kind);
const measures = ofKind('measure');
const large = measures.length > DATA.mostDrawn;
const narrower = new Map();
for (const sector of ofKind('sector')) {
  for (const up of sector.broader || []) narrower.set(up, [...(narrower.get(up) || []), sector.id]);
}

const state = {lang: DATA.lang, node: '', body: '', sector: '', hide: new Set()};

const text = (key, values = {}) =>
  (DATA.messages[state.lang][key] ?? key).replace(/\{(\w+)\}/g, (all, name) => name in values ? values[name] : all);
const nameOf = node => (state.lang === 'en' && node.label_en) || node.label;

// What stands on the canvas: a long official name gives way to the longest short form the texts use.
function shortName(node) {
  const name = nameOf(node);
  if (node.kind !== 'body' || name.length <= 12) return name;
  const fits = (node.aliases || []).filter(alias => alias.length >= 4 && alias.length < name.length && alias.length <= 12);
  return fits.length ? fits.reduce((a, b) => b.length > a.length ? b : a) : name;
}

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'onclick') element.addEventListener('click', value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== '' && child !== undefined && child !== null));
  return element;
}

function icon(kind) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', `icon ${kind}`);
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#shape-${kind}`);
  svg.append(use);
  return svg;
}

const measuresOf = (id, relation = 'backs') => outgoing.get(id).filter(edge => edge.relation === relation);
const measuresIn = id => incoming.get(id).filter(edge => edge.relation === 'sector').map(edge => edge.from);
const backersOf = id => incoming.get(id).filter(edge => LEANING.has(edge.relation));
const withNarrower = id => new Set([id, ...(narrower.get(id) || [])]);

function matches(measure) {
  if (state.body && !backersOf(measure.id).some(edge => edge.from === state.body)
      && !outgoing.get(measure.id).some(edge => edge.to === state.body)) return false;
  if (!state.sector) return true;
  const wanted = withNarrower(state.sector);
  return outgoing.get(measure.id).some(edge => edge.relation === 'sector' && wanted.has(edge.to));
}

// The nodes that the filters leave.
function visible() {
  const filtered = state.body || state.sector;
  const kept = large ? visibleOfMany(filtered) : new Set(filtered ? [] : nodes.keys());
  if (filtered) {
    for (const measure of measures.filter(matches).slice(0, DATA.mostDrawn)) {
      kept.add(measure.id);
      for (const edge of incoming.get(measure.id)) kept.add(edge.from);
      for (const edge of outgoing.get(measure.id)) kept.add(edge.to);
    }
    if (state.body) for (const edge of incoming.get(state.body)) kept.add(edge.from);
  }
  for (const id of [state.body, state.sector, state.node]) if (id) kept.add(id);
  for (const id of kept) if (state.hide.has(nodes.get(id).kind) && id !== state.node) kept.delete(id);
  return kept;
}

// Of a large graph: what was asked for and its surroundings, or the strongest ties of backers and sectors.
function visibleOfMany(filtered) {
  if (filtered) return new Set();
  if (state.node) return new Set([...around(state.node)].slice(0, DATA.mostDrawn));
  return new Set(strongest().flatMap(line => [line.from, line.to]));
}

const STRONGEST = 150;
let ties = null;
function strongest() {
  if (ties) return ties;
  const found = new Map();
  for (const edge of edges) {
    if (edge.relation !== 'backs') continue;
    for (const {relation, to} of outgoing.get(edge.to)) {
      if (relation !== 'sector') continue;
      const key = `${edge.from}\n${to}`;
      const line = found.get(key) || {id: `tie\n${key}`, from: edge.from, to, relation: 'backs', n: 0};
      line.n += 1;
      line.width = 1 + Math.log2(line.n);
      found.set(key, line);
    }
  }
  ties = [...found.values()].sort((a, b) => b.n - a.n || (a.id < b.id ? -1 : 1)).slice(0, STRONGEST);
  return ties;
}

// Where nodes stand when only a part of a large graph is shown: the chosen one in the middle, measures
// around it, and outside all else, each measure on the side of what it leads to.
let local = new Map();
const placeOf = node => local.get(node.id) || node;
function arrange(shown) {
  local = new Map();
  const middle = state.node || state.body || state.sector;
  if (!large || !middle) return;
  const angles = new Map();
  const outer = [...shown].filter(id => id !== middle && nodes.get(id).kind !== 'measure');
  outer.forEach((id, at) => angles.set(id, 2 * Math.PI * at / outer.length));
  const inner = [...shown].filter(id => id !== middle && nodes.get(id).kind === 'measure').map(id => {
    const near = [...outgoing.get(id), ...incoming.get(id)].map(edge => angles.get(edge.from === id ? edge.to : edge.from)).filter(angle => angle !== undefined);
    return [id, Math.atan2(near.reduce((sum, angle) => sum + Math.sin(angle), 0), near.reduce((sum, angle) => sum + Math.cos(angle), 0))];
  }).sort((a, b) => a[1] - b[1]);
  const rings = Math.max(1, Math.ceil(inner.length / 36));
  inner.forEach(([id], at) => {
    const angle = 2 * Math.PI * at / inner.length - Math.PI, reach = 100 + 26 * (at % rings);
    local.set(id, {x: Math.cos(angle) * reach * 1.2, y: Math.sin(angle) * reach});
  });
  const reach = Math.max(210 + 26 * rings, outer.length * 7);
  for (const [id, angle] of angles) local.set(id, {x: Math.cos(angle) * reach * 1.3, y: Math.sin(angle) * reach});
  local.set(middle, {x: 0, y: 0});
}

// A node with what its measures lead to: for a sector its measures and who backs them, and so on.
function around(id) {
  const found = new Set();
  if (!nodes.has(id)) return found;
  found.add(id);
  const kind = nodes.get(id).kind;
  for (const edge of [...outgoing.get(id), ...incoming.get(id)]) {
    const other = edge.from === id ? edge.to : edge.from;
    found.add(other);
    if (nodes.get(other).kind !== 'measure' || edge.relation === 'addressee') continue;
    const onward = kind === 'sector' ? backersOf(other).map(e => e.from)
      : outgoing.get(other).filter(e => e.relation === 'sector').map(e => e.to);
    for (const further of onward) found.add(further);
  }
  if (kind === 'sector') for (const under of narrower.get(id) || []) {
    found.add(under);
    for (const measure of measuresIn(under)) {
      found.add(measure);
      for (const edge of backersOf(measure)) found.add(edge.from);
    }
  }
  return found;
}

// What the view moves to for a node: what it is lit with, but for bodies that it merely has a post in.
function focus(id) {
  const found = around(id);
  for (const edge of [...outgoing.get(id), ...incoming.get(id)]) {
    const other = edge.from === id ? edge.to : edge.from;
    if (edge.relation === 'memberOf' && !outgoing.get(other).some(e => e.to === id && e.relation !== 'memberOf')
        && !outgoing.get(id).some(e => e.to === other && e.relation !== 'memberOf') && found.size > 2) found.delete(other);
  }
  return found;
}
