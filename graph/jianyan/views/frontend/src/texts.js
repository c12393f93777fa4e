// The list of texts, and in a build with `--single` the texts themselves.
import {byId, ready} from './shared/dom.js';
import {DATA, begin, go, keys, state, text, toText} from './shared/page.js';
import {searchable} from './shared/search.js';
import {follow, legend, open, show, step} from './shared/reading.js';

const lines = [...document.querySelectorAll('#documents tbody tr')].map(line => [line, line.textContent.toLowerCase()]);

function filter() {
  const wanted = byId('filter').value.trim().toLowerCase();
  let shown = 0;
  for (const [line, words] of lines) {
    line.hidden = !words.includes(wanted);
    shown += !line.hidden;
  }
  byId('none').hidden = shown > 0;
  byId('shown').textContent = wanted ? text('count.document', {n: shown}) : '';
}

function choose(move, before) {
  const page = state.text && document.querySelector(`[data-page="${CSS.escape(state.text)}"]`);
  byId('list').hidden = Boolean(page);
  if (!byId('reading')) return;
  byId('reading').hidden = !page;
  for (const other of document.querySelectorAll('[data-page]')) other.hidden = other !== page;
  if (!page) return;
  open(DATA.texts[state.text], page.querySelector('.text'));
  show(move);
  if (before.text !== state.text && !state.at) scrollTo(0, 0);
}

byId('filter').addEventListener('input', event => go({find: event.target.value}, false, true));
if (byId('reading')) {
  legend();
  byId('to-list').addEventListener('click', event => { event.preventDefault(); go({text: '', at: ''}); });
}
searchable(() => DATA.documents.map(([id, label]) => ({id, kind: 'text', label})), entry => entry.label, entry => { location.href = toText(entry.id); });
const reading = act => event => { if (state.text) { event.preventDefault(); act(); } };
keys(() => { if (state.at) go({at: ''}); else if (state.text) go({text: ''}); else if (state.find) go({find: ''}); },
  {ArrowDown: reading(() => step(1)), ArrowUp: reading(() => step(-1)), Enter: follow});
begin({text: '', at: '', hide: '', find: ''}, (before, move) => { byId('filter').value = state.find; filter(); choose(move, before); });
ready();
