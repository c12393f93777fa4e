// The rows of views/data/facts.py: names by index, and one row for each statement that backs a measure.
import {DATA, state} from './page.js';

const FIELDS = ['measure', 'document', 'start', 'end', 'quote', 'stance', 'persons', 'bodies', 'sectors', 'instruments', 'places', 'basis', 'confidence'];
export const KIND = {persons: 'person', bodies: 'body', sectors: 'sector', instruments: 'instrument', places: 'place'};

const table = column => (DATA.facts[column] || []).map(([id, label, label_en, aliases, keys, wider], at) =>
  ({at, id, kind: KIND[column], label, label_en, aliases, keys, wider}));
export const names = Object.fromEntries(Object.keys(KIND).map(column => [column, table(column)]));
export const documents = DATA.facts.documents.map(([id, title, issued, publisher]) => ({id, title, issued, publisher}));
export const rows = DATA.facts.rows.map((cells, at) => ({at, ...Object.fromEntries(FIELDS.map((field, n) => [field, cells[n]]))}));
export const measureId = row => DATA.facts.measures[row.measure];

export const nameOf = entry => (state.lang === 'en' && entry.label_en) || entry.label;
export const find = (column, id) => names[column].find(entry => entry.id === id);

// The widest concepts over an index, or itself: what a row counts under when sectors are grouped.
export const widest = (column, indices) => [...new Set(indices.flatMap(at => names[column][at].wider.length ? names[column][at].wider : [at]))];
// Whether a row is about a thing or about something within it.
export const within = (column, indices, wanted) => indices.some(at => at === wanted || names[column][at].wider.includes(wanted));

// How many measures rows state: one counts once, however often it is stated.
export const measuresIn = some => new Set(some.map(row => row.measure)).size;

// Groups: key → rows, for all keys that `keysOf` gives a row.
export function grouped(some, keysOf) {
  const found = new Map();
  for (const row of some) for (const key of keysOf(row)) {
    if (found.has(key)) found.get(key).push(row);
    else found.set(key, [row]);
  }
  return found;
}

// What a search finds here, with the names that rows use.
export const entries = (...columns) => columns.flatMap(column => {
  const used = grouped(rows, row => row[column]);
  return names[column].map(entry => ({...entry, column, weight: (used.get(entry.at) || []).length}));
});
