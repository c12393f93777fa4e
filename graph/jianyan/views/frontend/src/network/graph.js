// The nodes and edges of the page, what the filters leave of them, and where they stand. Ids are keys of Maps,
// never of objects.
import {DATA, state} from '../shared/page.js';

export const KINDS = ['person', 'body', 'sector', 'measure'];
const LEANING = new Set(['backs', 'reportsDone', 'opposes', 'supports']);

export const nodes = new Map(DATA.nodes.map(node => [node.id, node]));
export const edges = DATA.edges.map((edge, at) => ({...edge, id: at}));
export const outgoing = new Map(DATA.nodes.map(node => [node.id, []]));
export const incoming = new Map(DATA.nodes.map(node => [node.id, []]));
for (const edge of edges) { outgoing.get(edge.from).push(edge); incoming.get(edge.to).push(edge); }
export const ofKind = kind => DATA.nodes.filter(node => node.kind === kind);
export const measures = ofKind('measure');

// A graph opens whole where it is small enough to be read; a larger one on the ties of backers and sectors, which
// Python has counted, or on what was asked. `all` draws every node, where there are not too many for one picture.
export const small = DATA.nodes.length <= DATA.opensWhole;
export const drawable = DATA.nodes.length <= DATA.mostDrawn;
export const whole = () => small || (drawable && state.all === '1');
export const asked = () => state.node || state.body || state.sector || state.from || state.to;
export const hidden = () => new Set(state.hide.split(',').filter(kind => KINDS.includes(kind)));
export const narrower = new Map();
for (const sector of ofKind('sector')) {
  for (const up of sector.broader || []) narrower.set(up, [...(narrower.get(up) || []), sector.id]);
}

export const nameOf = node => (state.lang === 'en' && node.label_en) || node.label;

// What stands on the canvas: a long official name gives way to the longest short form the texts use.
export function shortName(node) {
  const name = nameOf(node);
  if (node.kind !== 'body' || name.length <= 12) return name;
  const fits = (node.aliases || []).filter(alias => alias.length >= 4 && alias.length < name.length && alias.length <= 12);
  return fits.length ? fits.reduce((a, b) => b.length > a.length ? b : a) : name;
}

export const measuresOf = (id, relation = 'backs') => outgoing.get(id).filter(edge => edge.relation === relation);
export const measuresIn = id => incoming.get(id).filter(edge => edge.relation === 'sector').map(edge => edge.from);
export const backersOf = id => incoming.get(id).filter(edge => LEANING.has(edge.relation));
export const withNarrower = id => new Set([id, ...(narrower.get(id) || [])]);

const yearsOf = measure => (measure.sources || []).map(at => DATA.documents[DATA.statements[at].at[0]][1].slice(0, 4));
export const years = [...new Set(measures.flatMap(yearsOf))].filter(Boolean).sort();

function matches(measure) {
  if (state.body && !backersOf(measure.id).some(edge => edge.from === state.body)
      && !outgoing.get(measure.id).some(edge => edge.to === state.body)) return false;
  if ((state.from || state.to) && !yearsOf(measure).some(year => year && (!state.from || year >= state.from) && (!state.to || year <= state.to))) return false;
  if (!state.sector) return true;
  const wanted = withNarrower(state.sector);
  return outgoing.get(measure.id).some(edge => edge.relation === 'sector' && wanted.has(edge.to));
}

// The nodes that the filters leave.
export function visible() {
  const filtered = state.body || state.sector || state.from || state.to;
  const kept = new Set(filtered ? [] : whole() ? nodes.keys() : state.node ? around(state.node) : DATA.ties.flatMap(([from, to]) => [from, to]));
  if (filtered) {
    for (const measure of measures.filter(matches)) {
      if (kept.size >= DATA.mostDrawn) break;
      kept.add(measure.id);
      for (const edge of incoming.get(measure.id)) kept.add(edge.from);
      for (const edge of outgoing.get(measure.id)) kept.add(edge.to);
    }
    if (state.body) for (const edge of incoming.get(state.body)) kept.add(edge.from);
  }
  for (const id of [state.body, state.sector, state.node]) if (nodes.has(id)) kept.add(id);
  const gone = hidden();
  for (const id of kept) if (gone.has(nodes.get(id).kind) && id !== state.node) kept.delete(id);
  return kept;
}

// The lines between them: the ties of the overview, or all there are.
const ties = DATA.ties.map(([from, to, n]) => ({id: `tie\n${from}\n${to}`, from, to, relation: 'backs', n, width: 1 + Math.log2(n)}));
export const lines = () => whole() || asked() ? edges : ties;

// Where nodes stand when only a part of a large graph is shown: the chosen one in the middle, measures
// around it, and outside all else, each measure on the side of what it leads to.
let local = new Map();
export const placeOf = node => local.get(node.id) || node;
export function arrange(shown) {
  local = new Map();
  if (whole()) return;
  const middle = [state.node, state.body, state.sector].find(id => nodes.has(id));
  if (!middle && !asked()) {
    for (const id of shown) { const node = nodes.get(id); if (node.tx !== undefined) local.set(id, {x: node.tx, y: node.ty}); }
    return;
  }
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
  if (middle) local.set(middle, {x: 0, y: 0});
}

// A node with what its measures lead to: for a sector its measures and who backs them, and so on.
export function around(id) {
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
export function focus(id) {
  const found = around(id);
  for (const edge of [...outgoing.get(id), ...incoming.get(id)]) {
    const other = edge.from === id ? edge.to : edge.from;
    if (edge.relation === 'memberOf' && !outgoing.get(other).some(e => e.to === id && e.relation !== 'memberOf')
        && !outgoing.get(id).some(e => e.to === other && e.relation !== 'memberOf') && found.size > 2) found.delete(other);
  }
  return found;
}
