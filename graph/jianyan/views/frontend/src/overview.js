// The overview is all markup; what moves is the language and the search.
import {ready} from './shared/dom.js';
import {DATA, begin, keys, state, toNode} from './shared/page.js';
import {searchable} from './shared/search.js';

const nameOf = entry => (state.lang === 'en' && entry.label_en) || entry.label;
const entries = () => DATA.names.map(([kind, id, label, label_en, aliases, keys, weight]) => ({kind, id, label, label_en, aliases, keys, weight}));

begin({}, () => {});
searchable(entries, nameOf, entry => { location.href = toNode(entry.id); });
keys(() => {});
ready();
