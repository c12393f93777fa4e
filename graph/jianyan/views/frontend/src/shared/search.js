// The search box: a combobox (WAI-ARIA 1.2) over names, other names and the initials of their pinyin.
import {byId, icon, make} from './dom.js';
import {DATA, text, toSearch} from './page.js';

const MOST_FOUND = 14;
const KINDS = ['person', 'body', 'sector', 'measure', 'text'];

// `entries` gives what can be found: {id, kind, label, label_en, aliases, keys, weight}; `nameOf` what it is called now;
// `choose` is told which was chosen.
export function searchable(entries, nameOf, choose) {
  const box = byId('search'), found = byId('found');
  let haystack = null, results = [], active = -1;

  const forms = entry => [entry.label, entry.label_en, ...(entry.aliases || [])].filter(Boolean).map(form => [form, form.toLowerCase()]);
  const all = () => haystack?.length ? haystack : haystack = entries().map(entry => ({entry, forms: forms(entry), keys: entry.keys ? entry.keys.split(' ') : []}));

  function find(query) {
    const wanted = query.trim().toLowerCase();
    if (!wanted) return [];
    const hits = [];
    for (const {entry, forms, keys} of all()) {
      let best = null;
      for (const [form, lower] of forms) {
        const at = lower.indexOf(wanted);
        if (at < 0) continue;
        const score = (lower === wanted ? 0 : at === 0 ? 1 : 2) * 10 + KINDS.indexOf(entry.kind);
        if (!best || score < best.score) best = {entry, form, score};
      }
      if (!best && wanted.length > 1 && /^[a-z0-9]+$/.test(wanted)) {
        const key = keys.find(key => key.startsWith(wanted));
        if (key) best = {entry, form: entry.label, score: (key === wanted ? 15 : 25) + KINDS.indexOf(entry.kind) / 10};
      }
      if (best) hits.push(best);
    }
    return hits.sort((a, b) => a.score - b.score || (b.entry.weight || 0) - (a.entry.weight || 0)
      || a.entry.label.length - b.entry.label.length || (a.entry.id < b.entry.id ? -1 : 1)).slice(0, MOST_FOUND);
  }

  function showResults() {
    results = find(box.value);
    active = results.length ? 0 : -1;
    found.replaceChildren(...results.map(({entry, form}, at) => {
      const note = form === entry.label || form === nameOf(entry) ? text(`kind.${entry.kind}`) : text('search.also', {name: form});
      const item = make('li', {role: 'option', id: `found-${at}`}, icon(entry.kind), make('span', {lang: 'zh'}, nameOf(entry)), make('small', {}, note));
      item.addEventListener('pointerdown', event => { event.preventDefault(); take(at); });
      return item;
    }));
    const asked = box.value.trim() !== '';
    if (asked && DATA.home) found.append(make('li', {role: 'option', id: 'found-texts', 'aria-selected': 'false', onpointerdown: event => { event.preventDefault(); inTexts(); }}, icon('text'), text('search.texts', {q: box.value.trim()})));
    else if (asked && !results.length) found.append(make('li', {class: 'none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false'}, text('search.none')));
    found.hidden = !asked;
    box.setAttribute('aria-expanded', String(asked));
    byId('search-status').textContent = asked ? text('search.found', {n: results.length}) : '';
    mark();
  }

  function mark() {
    [...found.children].forEach((item, at) => {
      item.setAttribute('aria-selected', String(at === active));
      if (at === active) item.scrollIntoView({block: 'nearest'});
    });
    if (active < 0) box.removeAttribute('aria-activedescendant');
    else box.setAttribute('aria-activedescendant', found.children[active]?.id ?? '');
  }

  function close() {
    found.hidden = true;
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
  }

  const inTexts = () => { location.href = toSearch(box.value.trim()); };

  function take(at) {
    if (!results[at]) { if (DATA.home && box.value.trim()) inTexts(); return; }
    box.value = '';
    close();
    choose(results[at].entry);
  }

  box.addEventListener('input', showResults);
  box.addEventListener('focus', () => { if (box.value) showResults(); });
  box.addEventListener('blur', close);
  box.addEventListener('keydown', event => {
    if (event.isComposing) return; // Enter and arrows belong to the input method while it is open
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const all = results.length + (DATA.home ? 1 : 0); // the last of a server's: look in the texts
      if (all) active = (active + (event.key === 'ArrowDown' ? 1 : all - 1)) % all;
      mark();
    } else if (event.key === 'Enter') take(active);
    else if (event.key === 'Escape') {
      event.stopPropagation();
      if (box.value) { box.value = ''; close(); } else box.blur();
    } else return;
    event.preventDefault();
  });
}
