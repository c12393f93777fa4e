// The panel beside the canvas: what a node is, who backs it, and the words that say so.
import {byId, icon, make} from '../shared/dom.js';
import {DATA, address, go, state, text, toMatrix, toText} from '../shared/page.js';
import {backersOf, incoming, measures, measuresIn, measuresOf, nameOf, narrower, nodes, ofKind, outgoing, small, withNarrower} from './graph.js';

const LIST = 30;

function link(id, label) {
  const node = nodes.get(id);
  return make('a', {class: 'link', lang: 'zh', href: address({...state, node: id}), 'data-node': id}, icon(node.kind), label ?? nameOf(node));
}

function joined(ids) {
  return [...new Set(ids)].flatMap((id, at) => at ? [text('list'), link(id)] : [link(id)]);
}

function section(title, ...content) {
  return [make('h3', {}, title), ...content];
}

function facts(pairs) {
  const kept = pairs.filter(([, values]) => values && values.length);
  return kept.length ? make('dl', {}, ...kept.flatMap(([name, values]) => [make('dt', {}, name), make('dd', {lang: 'zh'}, ...values)])) : '';
}

function counted(pairs, most = LIST) {
  const list = make('ul', {class: 'links'}, ...pairs.slice(0, most).map(([id, n]) =>
    make('li', {}, link(id), make('span', {class: 'n'}, text('measures.n', {n})))));
  return pairs.length > most ? [list, make('p', {class: 'soft'}, text('overview.more', {n: pairs.length - most}))] : [list];
}

function tally(ids) {
  const found = new Map();
  for (const id of ids) found.set(id, (found.get(id) || 0) + 1);
  return [...found].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

const sectorsOf = measureIds => tally(measureIds.flatMap(id => outgoing.get(id).filter(e => e.relation === 'sector').map(e => e.to)));
const statementsOf = found => [...new Set(found.flatMap(edge => edge.sources))].sort((a, b) => a - b);
const sourcesOf = ids => [...new Set(ids.flatMap(id => nodes.get(id).sources || []))].sort((a, b) => a - b);

function documentLine(at) {
  const [title, issued, publisher, source] = DATA.documents[at];
  return make('p', {lang: 'zh', title: source}, make('a', {class: 'link', href: toText(DATA.documents[at][4])}, `《${title}》`), [publisher, issued].filter(Boolean).map(part => ` · ${part}`).join(''));
}

function place([document, start, end]) {
  return make('a', {class: 'at', href: toText(DATA.documents[document][4], start, end), title: text('place', {start, end})}, `[${start}, ${end})`);
}

function whoSays(statement) {
  const who = [...joined(statement.speakers || [])];
  const bodies = joined(statement.bodies || []);
  if (who.length && bodies.length) who.push(` ${text('onBehalfOf')} `);
  return make('p', {class: 'who'}, ...who, ...bodies);
}

function ground(statement) {
  if (!statement.basis) return '';
  const said = `${text('attribution')}${text(`basis.${statement.basis}`)}`
    + (statement.confidence ? ` · ${text('confidence')} ${statement.confidence}` : '');
  if (!statement.by) return make('p', {class: 'basis'}, said);
  return make('details', {class: 'basis'}, make('summary', {}, said),
    make('p', {}, `${text('attribution.words')} `, place(statement.by)), make('p', {lang: 'zh'}, statement.by[3]));
}

// Passages under the document, speech and speaker they share; a measure's own are quoted in full.
function passages(indices, own = false) {
  const groups = new Map();
  for (const at of indices) {
    const one = DATA.statements[at];
    const key = JSON.stringify([one.at[0], one.speakers, one.bodies, one.basis, one.speech, one.by]);
    groups.set(key, [...(groups.get(key) || []), one]);
  }
  return [...groups.values()].map(group => {
    const [first] = group;
    const box = make('article', {class: 'source'}, whoSays(first), documentLine(first.at[0]),
      first.speech ? make('p', {lang: 'zh'}, text('speech'), first.speech) : '', ground(first));
    const items = group.map(one => own ? quoted(one) : listed(one));
    const show = count => own ? box.append(...items.splice(0, count)) : list.append(...items.splice(0, count));
    const list = own ? null : make('ol', {class: 'quotes'});
    if (list) box.append(list);
    show(80);
    if (items.length) {
      const more = make('button', {type: 'button', onclick: () => { show(items.length); more.remove(); }}, text('measures.more', {n: items.length}));
      box.append(more);
    }
    return box;
  });
}

function listed(one) {
  const label = make('a', {class: 'link', lang: 'zh', href: address({...state, node: one.measure}), 'data-node': one.measure}, one.at[3]);
  return make('li', {class: one.level}, label, place(one.at));
}

function quoted(one) {
  return make('div', {}, make('blockquote', {lang: 'zh'}, make('a', {href: toText(DATA.documents[one.at[0]][4], one.at[1], one.at[2]), title: text('to.text')}, one.at[3])),
    make('p', {class: 'soft'}, [text(`level.${one.level}`), text(`stance.${one.stance}`)].join(' · '), place(one.at)),
    one.partOf === undefined ? '' : make('p', {class: 'soft'}, '↑ ', link(DATA.statements[one.partOf].measure, DATA.statements[one.partOf].at[3])));
}

function leaning(id) {
  return ['backs', 'supports', 'opposes', 'reportsDone'].flatMap(relation => {
    const found = measuresOf(id, relation);
    return found.length ? section(text(relation, {n: found.length}), ...passages(statementsOf(found))) : [];
  });
}

function posts(found, other) {
  const seen = new Map();
  for (const at of found.flatMap(edge => edge.sources)) {
    const one = DATA.memberships[at];
    seen.set(`${one[0]}\n${one[1]}\n${one[2]}`, one);
  }
  return make('ul', {class: 'links'}, ...[...seen.values()].map(one =>
    make('li', {}, make('span', {}, link(one[other]), one[2] ? ` ${one[2]}` : '', one[3] ? place(one[3]) : ''))));
}

const PANELS = {
  person(node) {
    const speaks = outgoing.get(node.id).filter(edge => edge.relation === 'speaksFor');
    const member = outgoing.get(node.id).filter(edge => edge.relation === 'memberOf');
    return [
      ...(speaks.length ? section(text('speaksFor'), posts(speaks, 1)) : []),
      ...(member.length ? section(text('posts'), posts(member, 1)) : []),
      ...theirSectors(measuresOf(node.id).map(edge => edge.to)), ...leaning(node.id),
    ];
  },
  body(node) {
    const from = relation => incoming.get(node.id).filter(edge => edge.relation === relation);
    const askedFor = from('addressee').map(edge => edge.from);
    return [
      ...(from('speaksFor').length ? section(text('speakers'), posts(from('speaksFor'), 0)) : []),
      ...(from('memberOf').length ? section(text('members'), posts(from('memberOf'), 0)) : []),
      ...theirSectors(measuresOf(node.id).map(edge => edge.to)), ...more(node, 'body'), ...leaning(node.id),
      ...(askedFor.length ? section(text('addressee', {n: askedFor.length}), ...passages(sourcesOf(askedFor))) : []),
    ];
  },
  sector(node) {
    const ids = [...new Set([...withNarrower(node.id)].flatMap(measuresIn))];
    const who = tally(ids.flatMap(id => backersOf(id).filter(edge => edge.relation === 'backs').map(edge => edge.from)));
    const under = narrower.get(node.id) || [];
    return [
      facts([[text('broader'), joined(node.broader || [])], [text('narrower'), joined(under)]]),
      ...(who.length ? section(text('backers'), ...counted(who)) : []),
      ...more(node, 'sector'), ...section(text('about', {n: ids.length}), ...passages(sourcesOf(ids))),
    ];
  },
  measure(node) {
    const to = relation => outgoing.get(node.id).filter(edge => edge.relation === relation).map(edge => edge.to);
    const {inherited, ...said} = node.facts || {};
    const own = Object.entries(said).map(([name, values]) => [text(`fact.${name}`), [values.join(text('list'))]]);
    const sectors = joined(to('sector'));
    if (sectors.length && inherited && inherited[0] === 'true') sectors.push(make('span', {class: 'soft'}, ` ${text('inherited')}`));
    return [
      facts([[text('backers'), joined(incoming.get(node.id).filter(edge => edge.relation === 'backs').map(edge => edge.from))],
        [text('sectors'), sectors], [text('asked'), joined(to('addressee'))], ...own]),
      ...section(text('evidence', {n: (node.sources || []).length}), ...passages(node.sources || [], true)),
    ];
  },
};

// The page may hold a part of the measures only; the matrix has them all.
const more = (node, key) => DATA.measuresInStore > measures.length ? [make('p', {class: 'soft'}, make('a', {class: 'link', href: toMatrix({[key]: node.id})}, text('matrix.all')))] : [];

function theirSectors(measureIds) {
  const found = sectorsOf(measureIds);
  return found.length ? section(text('sectors'), ...counted(found, 8)) : [];
}

function nodePanel(node) {
  const plain = value => value ? [value] : [];
  const other = state.lang === 'en' ? [node.label_en && node.label] : [node.label_en];
  const also = [...other, ...(node.aliases || [])].filter(Boolean);
  return [
    make('div', {class: 'kicker'}, icon(node.kind), text(`kind.${node.kind}`),
      make('button', {type: 'button', id: 'back', onclick: () => go({node: ''})}, text('back'))),
    make('h2', {lang: 'zh'}, nameOf(node)),
    node.kind === 'measure' ? '' : facts([
      [text('classification'), plain(state.lang === 'en' ? node.class_en || node.class : node.class)],
      [text('aliases'), plain(also.join(text('list')))]]),
    ...PANELS[node.kind](node),
  ];
}

// What is seen first: each speaker, for whom, how much and on what.
function overview() {
  const speakers = ofKind('person').map(node => [node, measuresOf(node.id)]).filter(([, found]) => found.length)
    .sort((a, b) => !small ? b[1].length - a[1].length : a[1][0].sources[0] - b[1][0].sources[0]);
  const cards = speakers.slice(0, LIST).map(([node, found]) => {
    const bodies = outgoing.get(node.id).filter(edge => edge.relation === 'speaksFor').map(edge => edge.to);
    return make('li', {class: 'card'},
      make('div', {class: 'head'}, link(node.id), make('span', {class: 'n'}, text('count.measure', {n: found.length}))),
      make('div', {class: 'for'}, ...(bodies.length ? [`${text('onBehalfOf')} `, ...joined(bodies)] : [text('ownName')])),
      make('div', {class: 'in'}, ...sectorsOf(found.map(edge => edge.to)).slice(0, 4).map(([id]) => link(id))));
  });
  const amount = (kind, of) => ofKind(kind).map(node => [node.id, of(node.id)]).filter(([, n]) => n).sort((a, b) => b[1] - a[1]);
  const bodies = amount('body', id => measuresOf(id).length);
  const sectors = amount('sector', id => measuresIn(id).length);
  if (!measures.length) return [make('h2', {}, text('overview')), make('p', {}, text('empty'))];
  return [
    make('h2', {}, text('overview')), make('p', {class: 'soft'}, text('overview.hint')), make('ul', {class: 'cards'}, ...cards),
    speakers.length > LIST ? make('p', {class: 'soft'}, text('overview.more', {n: speakers.length - LIST})) : '',
    ...(bodies.length ? section(text('overview.bodies'), ...counted(bodies)) : []),
    ...(sectors.length ? section(text('overview.sectors'), ...counted(sectors, small ? 12 : LIST)) : []),
  ];
}

export function showPanel() {
  const node = nodes.get(state.node);
  byId('panel').replaceChildren(...(node ? nodePanel(node) : overview()).filter(Boolean));
  byId('panel').scrollTop = 0;
}
