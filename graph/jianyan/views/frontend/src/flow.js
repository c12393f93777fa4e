// Speaker → body → sector → instrument as a Sankey diagram, and the same numbers as a table.
import {byId, dark, make, palette, ready} from './shared/dom.js';
import {begin, go, keys, state, text} from './shared/page.js';
import {entries, find, grouped, measuresIn, nameOf, names, rows, widest} from './shared/facts.js';
import {searchable} from './shared/search.js';
import {statements} from './shared/statements.js';

const COLUMNS = ['persons', 'bodies', 'sectors', 'instruments'];
const COLOUR = {persons: 'person', bodies: 'body', sectors: 'sector', instruments: 'instrument'};
const NONE = -1, REST = -2;
const chart = echarts.init(byId('chart'), null, {renderer: 'svg'});

const chosen = column => find(column, state[{bodies: 'body', sectors: 'sector'}[column]]);
const keysOf = (row, column) => {
  const found = column === 'sectors' && state.group === 'wide' ? widest(column, row[column]) : row[column];
  return found.length ? found : [NONE];
};
const nobody = {persons: 'nobody.short', bodies: 'ownName', sectors: 'none.sectors', instruments: 'none.instruments'};

function wanted() {
  const body = chosen('bodies'), sector = chosen('sectors');
  return rows.filter(row => (!body || row.bodies.includes(body.at)) && (!sector || keysOf(row, 'sectors').includes(sector.at) || row.sectors.includes(sector.at)));
}

// Each column keeps its largest; the others are one node, so that forty bands do not become four thousand.
function columnsOf(some) {
  return COLUMNS.map(column => {
    const found = grouped(some, row => keysOf(row, column));
    const order = [...found.keys()].filter(at => at !== NONE).sort((a, b) => measuresIn(found.get(b)) - measuresIn(found.get(a)) || a - b);
    const top = Number(state.top), only = chosen(column);
    const kept = new Set(order.length > top + 1 ? order.slice(0, top) : order);
    if (only && found.has(only.at)) kept.add(only.at);
    return {column, kept, rest: order.filter(at => !kept.has(at)).length};
  });
}

function label({column, rest}, at) {
  if (at === NONE) return text(nobody[column]);
  return at === REST ? text('other', {n: rest}) : nameOf(names[column][at]);
}

let paths = new Map(), nodes = new Map();
function flow() {
  const some = wanted(), columns = columnsOf(some);
  paths = new Map();
  nodes = new Map();
  for (const row of some) {
    const places = columns.map(({column, kept}) => [...new Set(keysOf(row, column).map(at => at === NONE || kept.has(at) ? at : REST))]);
    places.forEach((ats, n) => {
      for (const at of ats) {
        push(nodes, `${n}:${at}`, row);
        if (n) for (const from of places[n - 1]) push(paths, `${n - 1}:${from}>${n}:${at}`, row);
      }
    });
  }
  return {some, columns};
}
function push(map, key, row) { if (map.has(key)) map.get(key).push(row); else map.set(key, [row]); }

function draw() {
  const {some, columns} = flow();
  const colours = palette(...Object.values(COLOUR), 'ink', 'ground', 'soft', 'line', 'raised');
  const shade = key => columns[Number(key[0])];
  const titleOf = key => label(shade(key), Number(key.slice(2)));
  byId('empty').hidden = some.length > 0;
  const order = key => { const at = Number(key.slice(2)); return [Number(key[0]), at === NONE ? 2 : at === REST ? 1 : 0, -measuresIn(nodes.get(key)), at]; };
  const keys = [...nodes.keys()].sort((a, b) => compare(order(a), order(b)));
  const tallest = Math.max(1, ...columns.map((_, n) => keys.filter(key => Number(key[0]) === n).length));
  byId('chart').style.height = `${Math.max(340, 260 + tallest * 24)}px`;
  chart.resize();
  chart.setOption({
    animation: false, aria: {enabled: false},
    tooltip: {trigger: 'item', confine: true, renderMode: 'richText', backgroundColor: colours.raised, borderColor: colours.line, textStyle: {color: colours.ink, fontSize: 14},
      formatter: ({dataType, data}) => dataType === 'edge' ? `${titleOf(data.source)} → ${titleOf(data.target)}\n${text('count.measure', {n: data.value})}` : `${titleOf(data.name)}\n${text('count.measure', {n: data.count})}`},
    series: [{
      type: 'sankey', orient: 'horizontal', left: 4, right: 170, top: 6, bottom: 10, nodeWidth: 14, nodeGap: 16, nodeAlign: 'left', layoutIterations: 24, draggable: false,
      emphasis: {focus: 'adjacency'}, lineStyle: {color: 'source', opacity: dark.matches ? .34 : .26, curveness: .5},
      label: {color: colours.ink, fontSize: 13, width: 160, overflow: 'truncate', formatter: ({name}) => titleOf(name)},
      data: keys.map(key => ({name: key, depth: Number(key[0]), count: measuresIn(nodes.get(key)), itemStyle: {color: colours[COLOUR[shade(key).column]], borderWidth: 0, opacity: Number(key.slice(2)) < 0 ? .5 : 1}})),
      links: [...paths].map(([key, path]) => { const [source, target] = key.split('>'); return {source, target, value: measuresIn(path)}; }),
    }],
  }, true);
  table(titleOf, order);
  controls();
}

function compare(a, b) {
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return a[n] - b[n];
  return 0;
}

function table(titleOf, order) {
  const sorted = [...paths].sort(([a], [b]) => compare(order(a.split('>')[0]), order(b.split('>')[0])) || compare(order(a.split('>')[1]), order(b.split('>')[1])));
  byId('links').replaceChildren(...sorted.map(([key, path]) => {
    const [from, to] = key.split('>');
    const title = text('flow.link', {from: titleOf(from), to: titleOf(to)});
    return make('tr', {}, make('td', {lang: 'zh'}, titleOf(from)), make('td', {lang: 'zh'}, titleOf(to)),
      make('td', {class: 'number'}, make('button', {type: 'button', class: 'count', 'aria-label': `${title} ${text('count.measure', {n: measuresIn(path)})}`, onclick: () => choose(key)}, String(measuresIn(path)))));
  }));
}

function controls() {
  for (const [column, key] of [['bodies', 'body'], ['sectors', 'sector']]) {
    const used = new Set(rows.flatMap(row => key === 'sector' ? [...row.sectors, ...widest('sectors', row.sectors)] : row.bodies));
    const options = names[column].filter(entry => used.has(entry.at)).map(entry => [nameOf(entry), entry.id]).sort((a, b) => a[0].localeCompare(b[0], state.lang));
    byId(key).replaceChildren(make('option', {value: ''}, text('all')), ...options.map(([name, value]) => make('option', {value}, name)));
    byId(key).value = state[key];
  }
  for (const option of byId('top').options) option.textContent = text('flow.top', {n: option.value});
  byId('top').value = state.top;
  for (const button of document.querySelectorAll('[data-group]')) button.setAttribute('aria-pressed', String(button.dataset.group === state.group));
  byId('reset').hidden = !state.body && !state.sector;
}

// The address names a band or a block by the ids of its ends, not by their numbers, which change with the filters.
const END = {[NONE]: '-', [REST]: '+'};
const outward = end => `${end[0]}${END[end.slice(2)] ?? names[COLUMNS[Number(end[0])]][Number(end.slice(2))].id}`;
const inward = said => {
  const n = Number(said[0]), name = said.slice(1);
  const at = name === '-' ? NONE : name === '+' ? REST : find(COLUMNS[n], name)?.at;
  return COLUMNS[n] && at !== undefined ? `${n}:${at}` : '';
};
const choose = key => { go({at: key.split('>').map(outward).join(' > ')}); byId('detail').focus({preventScroll: true}); byId('detail').scrollIntoView({block: 'nearest'}); };

function detail() {
  const box = byId('detail'), key = state.at && state.at.split(' > ').map(inward).join('>');
  const some = paths.get(key) || nodes.get(key);
  box.hidden = !some;
  if (!some) { box.replaceChildren(); return; }
  const columns = columnsOf(wanted());
  const title = key.split('>').map(end => label(columns[Number(end[0])], Number(end.slice(2)))).join(' → ');
  box.replaceChildren(make('button', {type: 'button', class: 'close', onclick: back}, text('close')), make('h2', {lang: 'zh'}, title),
    make('p', {class: 'soft'}, text('count.measure', {n: measuresIn(some)})), ...statements(some));
}

function back() {
  if (state.at) go({at: ''});
  else if (state.body || state.sector) go({body: '', sector: ''});
}

chart.on('click', ({dataType, data}) => choose(dataType === 'edge' ? `${data.source}>${data.target}` : data.name));
for (const key of ['body', 'sector', 'top']) byId(key).addEventListener('change', event => go({[key]: event.target.value, at: ''}));
for (const button of document.querySelectorAll('[data-group]')) button.addEventListener('click', () => go({group: button.dataset.group, at: '', sector: ''}));
byId('reset').addEventListener('click', () => go({body: '', sector: '', at: ''}));
searchable(() => entries('bodies', 'sectors'), nameOf, entry => go({[entry.kind]: entry.id, at: ''}));
keys(back);
let waiting;
addEventListener('resize', () => { clearTimeout(waiting); waiting = setTimeout(draw, 120); });
dark.addEventListener('change', draw);
addEventListener('beforeprint', () => { byId('table').open = true; });
begin({body: '', sector: '', group: 'wide', top: '12', at: ''}, () => { draw(); detail(); });
ready();
