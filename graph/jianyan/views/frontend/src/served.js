// The pages that only a server makes are whole without this: it adds the language, the search box, suggestions, copying.
import {byId, ready} from './shared/dom.js';
import {DATA, begin, keys, state, text, toThing} from './shared/page.js';
import {searchable} from './shared/search.js';

const WAIT = 120; // ms without a key before suggestions are asked for
const nameOf = entry => (state.lang === 'en' && entry.label_en) || entry.label;

// The names that the search box finds are many: they are asked for when somebody goes there.
let names = [];
byId('search').addEventListener('focus', async () => {
  const answer = await fetch(`${DATA.home}names.json`);
  if (answer.ok) names = (await answer.json()).map(([kind, id, label, label_en, aliases, keys, weight]) => ({kind, id, label, label_en, aliases, keys, weight}));
  if (byId('search').value) byId('search').dispatchEvent(new Event('input')); // who types fast has typed already
}, {once: true});
searchable(() => names, nameOf, entry => { location.href = toThing(entry.id); });

for (const field of document.querySelectorAll('input[data-of]')) {
  let timer;
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => suggest(field), WAIT);
  });
  field.addEventListener('focus', () => suggest(field), {once: true});
}
async function suggest(field) {
  const last = field.value.split(/[;；]/).at(-1).trim();
  const answer = await fetch(`${DATA.home}suggest?of=${field.dataset.of}&q=${encodeURIComponent(last)}`);
  if (!answer.ok) return;
  const box = byId(field.getAttribute('list'));
  box.replaceChildren(...(await answer.json()).map(value => Object.assign(document.createElement('option'), {value})));
}
// To write down what is right is to say that it is wrong.
for (const field of document.querySelectorAll('.choice-of input:not([type="radio"])')) {
  field.addEventListener('input', () => { field.closest('.choice-of').querySelector('[type="radio"]').checked = true; });
}

for (const button of document.querySelectorAll('[data-copy]')) {
  button.addEventListener('click', async () => {
    const source = byId(button.dataset.copy);
    try { await navigator.clipboard.writeText(source.textContent); } catch { // no permission, or no https: leave it selected
      getSelection().selectAllChildren(source);
      return;
    }
    button.textContent = text('copied');
    setTimeout(() => { button.textContent = text('copy'); }, 1500);
  });
}

begin({}, () => {});
keys(() => {});
ready();
