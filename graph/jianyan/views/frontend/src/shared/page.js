// What all pages have: their data, two languages, a state that the address holds, and ways to each other.
import {byId} from './dom.js';

export const DATA = JSON.parse(document.getElementById('data').textContent);
export const state = {lang: DATA.lang};

export const text = (key, values = {}) =>
  (DATA.messages[state.lang][key] ?? key).replace(/\{(\w+)\}/g, (all, name) => name in values ? values[name] : all);
export const list = () => text('list');

let defaults = {};
let follow = () => {};

// `fields` are the parts of the state with their defaults; `show(before, move)` draws the state, and `move` says
// whether it came by a link rather than from the page itself.
export function begin(fields, show) {
  defaults = {lang: DATA.lang, ...fields};
  Object.assign(state, defaults);
  follow = move => {
    if (location.hash.length > 1 && !location.hash.includes('=')) return; // a link to a part of the page
    const said = new URLSearchParams(location.hash.slice(1));
    const before = {...state};
    for (const key of Object.keys(defaults)) state[key] = said.get(key) ?? defaults[key];
    if (!Object.hasOwn(DATA.messages, state.lang)) state.lang = DATA.lang;
    if (before.lang !== state.lang) translate();
    show(before, move);
  };
  byId('language').addEventListener('click', () => go({lang: state.lang === 'zh' ? 'en' : 'zh'}));
  addEventListener('popstate', () => follow(true));
  addEventListener('hashchange', () => follow(true));
  keepLanguage();
  follow(true);
}

// One way to change what is shown: through the address, so that each state has a link and Back works.
// What is typed letter by letter takes the place of the address before it.
export function go(change, move = false, instead = false) {
  const next = address({...state, ...change});
  if (next !== (location.hash || '#')) history[instead ? 'replaceState' : 'pushState'](null, '', next);
  follow(move);
}

export function address(wanted) {
  const said = new URLSearchParams();
  for (const [key, value] of Object.entries(wanted)) if (key in defaults && value !== defaults[key]) said.set(key, value);
  return `#${said}`;
}

// Ways to other pages. They stand in the folder `view`, the overview beside it, the texts one further down.
function other(page, fields = {}) {
  const said = new URLSearchParams(fields);
  if (state.lang !== DATA.lang) said.set('lang', state.lang);
  const hash = said.toString();
  return DATA.root + page + (hash && `#${hash}`);
}
export const toNode = id => other('network.html', {node: id});
export const toMatrix = fields => other('matrix.html', fields);
export const toText = (document, start, end) => {
  const place = start === undefined ? {} : {at: `${start}-${end}`};
  return DATA.single ? other('texts.html', {text: document, ...place}) : other(`text/${document}.html`, place);
};

// Ways that only a server has.
export const toSearch = query => `${DATA.home}search?q=${encodeURIComponent(query)}`;
export const toThing = id => `${DATA.home}id/${id.split('/').map(encodeURIComponent).join('/')}`;

export function translate() {
  if (DATA.home) document.cookie = `lang=${state.lang}; path=${DATA.home}; max-age=31536000; samesite=lax`;
  document.documentElement.lang = state.lang === 'zh' ? 'zh-Hans' : 'en';
  const title = document.querySelector('title');
  if (title.dataset.t) title.textContent = `${text(title.dataset.t)} · ${text('product')}`;
  for (const element of document.querySelectorAll('body [data-t]')) element.textContent = text(element.dataset.t, element.dataset);
  for (const [name, attribute] of [['tAriaLabel', 'aria-label'], ['tPlaceholder', 'placeholder'], ['tTitle', 'title']]) {
    for (const element of document.querySelectorAll(`[data-t-${attribute}]`)) element.setAttribute(attribute, text(element.dataset[name], element.dataset));
  }
  for (const element of document.querySelectorAll('[data-zh]')) element.textContent = state.lang === 'en' ? element.dataset.en || element.dataset.zh : element.dataset.zh;
  byId('language').lang = state.lang === 'zh' ? 'en' : 'zh';
  keepLanguage();
}

// Links that stand in the page lead on in the language that was chosen.
function keepLanguage() {
  for (const link of document.querySelectorAll('a[href*=".html"]')) {
    const [page, hash = ''] = link.getAttribute('href').split('#');
    const said = new URLSearchParams(hash);
    if (state.lang === DATA.lang) said.delete('lang');
    else said.set('lang', state.lang);
    link.setAttribute('href', page + (said.size ? `#${said}` : ''));
  }
}

// Keys that every page knows. `escape` goes one step back; it says whether there was one.
export function keys(escape, more = {}) {
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const typing = event.target instanceof Element && event.target.matches('input, select, textarea');
    if (event.key === '/' && !typing) { byId('search').focus(); event.preventDefault(); }
    else if (event.key === 'Escape') escape();
    else if (!typing && Object.hasOwn(more, event.key)) { more[event.key](event); }
  });
}
