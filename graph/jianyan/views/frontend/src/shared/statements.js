// Statements with their words: who says it, for whom, where it stands, on what ground that is said; each leads to
// its place in the text and to the network.
import {icon, make} from './dom.js';
import {documents, measureId, nameOf, names} from './facts.js';
import {list, text, toNode, toText} from './page.js';

const STEP = 40;

export function joined(column, indices) {
  return indices.flatMap((at, n) => {
    const entry = names[column][at];
    const link = make('a', {class: 'link', lang: 'zh', href: toNode(entry.id)}, icon(entry.kind), nameOf(entry));
    return n ? [list(), link] : [link];
  });
}

function who(row) {
  const persons = joined('persons', row.persons), bodies = joined('bodies', row.bodies);
  if (persons.length && bodies.length) persons.push(` ${text('onBehalfOf')} `);
  if (!persons.length && !bodies.length) return make('p', {class: 'who soft'}, text('nobody'));
  return make('p', {class: 'who'}, ...persons, ...bodies);
}

function ground(row) {
  const said = [row.basis && text(`basis.${row.basis}`), row.confidence && `${text('confidence')} ${row.confidence}`].filter(Boolean);
  return said.join(' · ');
}

export function statement(row) {
  const document = documents[row.document];
  const about = ['sectors', 'instruments', 'places'].flatMap(column => row[column].map(at =>
    make('span', {class: `tag ${names[column][at].kind}`, lang: 'zh'}, nameOf(names[column][at]))));
  return make('li', {class: 'statement'},
    make('blockquote', {lang: 'zh'}, make('a', {href: toText(document.id, row.start, row.end)}, row.quote || text('quote.there', {start: row.start, end: row.end}))),
    who(row),
    about.length ? make('p', {class: 'tags'}, ...about) : '',
    make('p', {class: 'soft'}, make('cite', {lang: 'zh'}, `《${document.title}》`), document.publisher && ` · ${document.publisher}`, document.issued && make('span', {class: 'date'}, ` · ${document.issued}`),
      make('span', {class: 'at', title: text('place', row)}, `[${row.start}, ${row.end})`)),
    make('p', {class: 'soft'}, ground(row), ' ',
      make('a', {class: 'link', href: toText(document.id, row.start, row.end)}, text('to.text')), ' ',
      make('a', {class: 'link', href: toNode(measureId(row))}, text('to.network'))));
}

// A list that grows by a button, so that a thousand quotes do not stand in the way of the first.
export function statements(rows) {
  const box = make('ul', {class: 'statements'});
  const waiting = [...rows];
  const more = make('button', {type: 'button', onclick: grow});
  function grow() {
    box.append(...waiting.splice(0, STEP).map(statement));
    more.textContent = text('more', {n: waiting.length});
    if (!waiting.length) more.remove();
  }
  grow();
  return waiting.length ? [box, more] : [box];
}
