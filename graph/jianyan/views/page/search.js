// The search box: a combobox (WAI-ARIA 1.2) over labels, other names and measures.
const MOST_FOUND = 14;
const haystack = DATA.nodes.map(node => ({
  node, forms: [node.label, node.label_en, ...(node.aliases || [])].filter(Boolean).map(form => [form, form.toLowerCase()]),
}));
let results = [];
let active = -1;

function find(query) {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return [];
  const found = [];
  for (const {node, forms} of haystack) {
    let best = null;
    for (const [form, lower] of forms) {
      const at = lower.indexOf(wanted);
      if (at < 0) continue;
      const score = (lower === wanted ? 0 : at === 0 ? 1 : 2) * 10 + KINDS.indexOf(node.kind);
      if (!best || score < best.score) best = {node, form, score};
    }
    if (best) found.push(best);
  }
  return found.sort((a, b) => a.score - b.score || b.node.size - a.node.size || a.node.label.length - b.node.label.length).slice(0, MOST_FOUND);
}

function showResults() {
  const box = byId('search'), list = byId('found');
  results = find(box.value);
  active = results.length ? 0 : -1;
  list.replaceChildren(...results.map(({node, form}, at) => {
    const note = form === node.label || form === nameOf(node) ? text(`kind.${node.kind}`) : text('search.also', {name: form});
    const item = make('li', {role: 'option', id: `found-${at}`, 'data-node': node.id}, icon(node.kind), make('span', {lang: 'zh'}, nameOf(node)), make('small', {}, note));
    item.addEventListener('pointerdown', event => { event.preventDefault(); choose(at); });
    return item;
  }));
  const asked = box.value.trim() !== '';
  if (asked && !results.length) list.append(make('li', {class: 'none', role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false'}, text('search.none')));
  list.hidden = !asked;
  box.setAttribute('aria-expanded', String(asked));
  byId('search-status').textContent = asked ? text('search.found', {n: results.length}) : '';
  mark();
}

function mark() {
  const box = byId('search');
  [...byId('found').children].forEach((item, at) => {
    item.setAttribute('aria-selected', String(at === active));
    if (at === active) item.scrollIntoView({block: 'nearest'});
  });
  if (active < 0) box.removeAttribute('aria-activedescendant');
  else box.setAttribute('aria-activedescendant', `found-${active}`);
}

function closeResults() {
  byId('found').hidden = true;
  byId('search').setAttribute('aria-expanded', 'false');
  byId('search').removeAttribute('aria-activedescendant');
}

function choose(at) {
  if (!results[at]) return;
  byId('search').value = '';
  closeResults();
  go({node: results[at].node.id}, true);
}

byId('search').addEventListener('input', showResults);
byId('search').addEventListener('focus', () => { if (byId('search').value) showResults(); });
byId('search').addEventListener('blur', closeResults);
byId('search').addEventListener('keydown', event => {
  if (event.isComposing) return; // Enter and arrows belong to the input method while it is open
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    if (results.length) active = (active + (event.key === 'ArrowDown' ? 1 : results.length - 1)) % results.length;
    mark();
  } else if (event.key === 'Enter') choose(active);
  else if (event.key === 'Escape') {
    event.stopPropagation();
    if (byId('search').value) { byId('search').value = ''; closeResults(); } else { byId('search').blur(); }
  } else return;
  event.preventDefault();
});
