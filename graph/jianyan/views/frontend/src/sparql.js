// The editor: YASGUI on our endpoint alone, with our terms and questions, in two languages, asking nobody else.
import {byId, make, ready} from './shared/dom.js';
import {DATA, begin, keys, state, text, toThing} from './shared/page.js';
import {searchable} from './shared/search.js';

const {Yasgui} = globalThis;
const ENDPOINT = new URL(DATA.endpoint, location.href).href;
const CANCEL = `${ENDPOINT}/cancel`;
const MOST = 60; // hints shown at once

// A query is stopped by the key that it was sent with: leaving is enough, unless a proxy stands between.
const page = [...crypto.getRandomValues(new Uint32Array(4))].map(part => part.toString(16)).join('');
let number = 0;
let sent = '';
const keyed = () => { sent = `${page}-${++number}`; return sent; };

// Completion. What was typed may be the IRI, its short form, or any part of a label; `a` is the position of a class.
const short = iri => {
  const [prefix, start] = Object.entries(DATA.prefixes).filter(([, start]) => iri.startsWith(start)).sort((one, other) => other[1].length - one[1].length)[0] ?? [];
  return prefix && `${prefix}:${iri.slice(start.length)}`;
};
const terms = DATA.terms.map(([iri, kind, zh, en]) => ({iri, kind, zh, en, short: short(iri)}));
const label = term => (state.lang === 'en' ? [term.en, term.zh] : [term.zh, term.en]).filter(Boolean).join(' · ');

function typed(yasqe) {
  const token = yasqe.getCompleteToken();
  return token.string.trim() && !/^[?$"'#]/.test(token.string) ? token : undefined;
}
function expectsClass(yasqe, token) {
  const before = yasqe.getPreviousNonWsToken(yasqe.getDoc().getCursor().line, token);
  return ['a', 'rdf:type'].includes(before.string) || ['a', 'rdf:type'].includes(before.state?.lastProperty);
}
const expectsProperty = (yasqe, token) => token.state.possibleCurrent.includes('a') && !expectsClass(yasqe, token);

function completer(name, kind, expects) {
  return {
    name, bulk: false, autoShow: false,
    isValidCompletionPosition: yasqe => { const token = typed(yasqe); return Boolean(token) && expects(yasqe, token); },
    preProcessToken: (yasqe, token) => token,
    get: (yasqe, token) => {
      const wanted = token.string.trim().replace(/^</, '').replace(/>$/, '').toLowerCase();
      const found = terms.filter(term => term.kind === kind && [term.iri, term.short ?? '', term.zh, term.en].some(said => said.toLowerCase().includes(wanted)));
      found.sort((one, other) => !one.short?.toLowerCase().startsWith(wanted) - !other.short?.toLowerCase().startsWith(wanted));
      return found.slice(0, MOST).map(term => term.iri);
    },
    postprocessHints: (yasqe, hints) => hints.map(hint => {
      const term = terms.find(one => one.iri === hint.text);
      return {...hint, text: term.short ?? `<${term.iri}>`, render: element => element.append(make('code', {}, term.short ?? term.iri), ' ', make('span', {class: 'label'}, label(term)))};
    }),
  };
}
Yasgui.Yasqe.registerAutocompleter(completer('our-classes', 'class', expectsClass), true);
Yasgui.Yasqe.registerAutocompleter(completer('our-properties', 'property', expectsProperty), true);
Yasgui.Yasqe.forkAutocompleter('prefixes', {name: 'our-prefixes', persistenceId: null, get: () => Object.entries(DATA.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`)}, false);

const FIRST = `# ${text('sparql.first')}\nPREFIX jy: <${DATA.prefixes.jy}>\nPREFIX skos: <${DATA.prefixes.skos}>\n\nSELECT ?sector ?name (COUNT(DISTINCT ?measure) AS ?measures)\nWHERE {\n  ?measure a jy:Measure ; jy:sector ?sector .\n  ?sector skos:prefLabel ?name .\n  FILTER (LANG(?name) = "zh")\n}\nGROUP BY ?sector ?name\nORDER BY DESC(?measures) ?name\nLIMIT 20\n`;

// What is kept from visit to visit is what somebody wrote here; not where it is sent, for that may have moved.
const yasgui = new Yasgui(byId('editor'), {
  autofocus: false,
  persistenceId: `jianyan ${DATA.endpoint}`,
  tabName: text('sparql.tab'),
  copyEndpointOnNewTab: false,
  populateFromUrl: false, // it would take the language from the address, and run what a link brings
  endpointCatalogueOptions: {getData: () => []},
  requestConfig: {
    endpoint: () => ENDPOINT, method: () => 'POST',
    headers: () => ({'X-Jianyan-Key': keyed(), 'Accept-Language': state.lang}),
    acceptHeaderGraph: () => 'text/turtle,*/*;q=0.9', acceptHeaderSelect: () => 'application/sparql-results+json,*/*;q=0.9',
  },
  yasqe: {value: FIRST, autocompleters: ['variables', 'our-prefixes', 'our-classes', 'our-properties'], prefixCcApi: null, collapsePrefixesOnLoad: false, editorHeight: '320px'},
  yasr: {prefixes: DATA.prefixes},
});

yasgui.on('queryAbort', () => { fetch(CANCEL, {method: 'POST', headers: {'X-Jianyan-Key': sent}}).catch(() => {}); });
const heard = new WeakSet();
yasgui.on('queryBefore', (_, tab) => {
  byId('cut').hidden = true;
  const yasqe = tab.getYasqe();
  if (heard.has(yasqe)) return;
  heard.add(yasqe);
  yasqe.on('queryResponse', (_, response) => { byId('cut').hidden = response.headers?.get('X-Jianyan-Truncated') !== 'true'; });
});

byId('examples').addEventListener('change', event => {
  const chosen = DATA.examples.find(one => one.name === event.target.value);
  event.target.value = '';
  if (chosen) yasgui.addTab(true, {name: state.lang === 'en' ? chosen.en : chosen.zh, yasqe: {value: chosen.sparql}});
});

// YASGUI speaks English alone: what it shows is put into the language of the page as it is drawn.
const ATTRIBUTES = ['title', 'aria-label', 'placeholder'];
const known = new Map(Object.keys(DATA.messages.en).filter(key => key.startsWith('yasgui.')).map(key => [DATA.messages.en[key], key]));
const PATTERNS = [[/^(\d+) results? in ([\d.]+) seconds?$/, 'sparql.results'], [/^Response in ()([\d.]+) seconds?$/, 'sparql.response'], [/^(.*): Activate to (?:sort|invert sorting|remove sorting)$/, 'sparql.sort']];
const shown = new WeakMap(); // element or text → part → what was put there, and for what
function speak(root) {
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = root; node; node = walk.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) {
      if (!node.parentElement?.closest('.CodeMirror-code, td, th, pre, textarea, [role="tab"]')) put(node, 'text', node.data, value => { node.data = value; });
    } else {
      for (const name of ATTRIBUTES) if (node.hasAttribute(name)) put(node, name, node.getAttribute(name), value => node.setAttribute(name, value));
      mend(node);
    }
  }
}
function put(node, part, value, write) {
  const kept = shown.get(node)?.[part];
  const english = kept?.said === value ? kept.english : value;
  const said = translated(english.trim());
  if (said === undefined || said === value) return;
  shown.set(node, {...shown.get(node), [part]: {english, said}});
  write(said);
}
function translated(english) {
  if (known.has(english)) return text(known.get(english));
  for (const [pattern, key] of PATTERNS) {
    const [, n, s] = english.match(pattern) ?? [];
    if (n !== undefined) return text(key, {n, s});
  }
  return undefined;
}
// What a result names has a page on this server; and what YASGUI leaves without a name gets one.
const NAMELESS = {'.CodeMirror textarea': 'sparql.editor', '.tableSizer': 'yasgui.pagesize'};
function mend(element) {
  if (element.matches('.yasr a.iri')) {
    const iri = element.getAttribute('href') ?? '';
    const [start, place] = DATA.places.find(([start]) => iri.startsWith(start)) ?? [];
    if (start) element.href = place + iri.slice(start.length);
  }
  if (element.matches('.addTab')) { set(element, 'role', 'tab'); set(element, 'aria-selected', 'false'); } // only tabs may be in a list of tabs
  for (const [which, key] of Object.entries(NAMELESS)) if (element.matches(which)) set(element, 'aria-label', text(key));
}
function set(element, name, value) { // what is written is seen again: only what differs may be
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
new MutationObserver(changes => {
  for (const change of changes) {
    if (change.type === 'childList') for (const node of change.addedNodes) speak(node);
    else speak(change.target);
  }
}).observe(byId('editor'), {childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES});

let names = [];
byId('search').addEventListener('focus', async () => {
  const answer = await fetch(`${DATA.home}names.json`);
  if (answer.ok) names = (await answer.json()).map(([kind, id, called, label_en, aliases, initials, weight]) => ({kind, id, label: called, label_en, aliases, keys: initials, weight}));
}, {once: true});
searchable(() => names, entry => (state.lang === 'en' && entry.label_en) || entry.label, entry => { location.href = toThing(entry.id); });

let brought = '';
begin({query: ''}, () => {
  speak(byId('editor'));
  if (!state.query || state.query === brought) return;
  brought = state.query;
  yasgui.addTab(true, {yasqe: {value: state.query}}, {avoidDuplicateTabs: true});
});
keys(() => {});
globalThis.yasgui = yasgui;
ready();
