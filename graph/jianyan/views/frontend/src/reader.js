// The page of one text.
import {ready} from './shared/dom.js';
import {DATA, begin, go, keys, state} from './shared/page.js';
import {searchable} from './shared/search.js';
import {follow, found, legend, open, show, step, take} from './shared/reading.js';

open(DATA.text, document.querySelector('.text'));
legend();
searchable(found, entry => (state.lang === 'en' && entry.label_en) || entry.label, take);
keys(() => { if (state.at) go({at: ''}); }, {
  ArrowDown: event => { event.preventDefault(); step(1); }, ArrowUp: event => { event.preventDefault(); step(-1); }, Enter: follow,
});
begin({at: '', hide: ''}, (before, move) => show(move));
ready();
