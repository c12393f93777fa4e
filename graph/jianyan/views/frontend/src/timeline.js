// Measures by the date of their document, as bars: the sectors with most of them told apart, the rest together.
import {byId, dark, make, palette, ready} from './shared/dom.js';
import {begin, go, keys, state, text} from './shared/page.js';
import {documents, entries, find, grouped, measuresIn, nameOf, names, rows, within} from './shared/facts.js';
import {searchable} from './shared/search.js';
import {statements} from './shared/statements.js';

const FILTERS = {body: 'bodies', sector: 'sectors', place: 'places'};
const LENGTH = {year: 4, month: 7, day: 10};
const UNDATED = '-';
const chart = echarts.init(byId('chart'), null, {renderer: 'svg'});

const period = row => documents[row.document].issued.slice(0, LENGTH[state.by]) || UNDATED;

function wanted() {
  const asked = Object.entries(FILTERS).map(([key, column]) => [column, find(column, state[key])]).filter(([, entry]) => entry);
  return rows.filter(row => asked.every(([column, entry]) => within(column, row[column], entry.at)));
}

// Every period from the first to the last, also those without measures: a gap in time is to be seen.
function span(found) {
  const dated = [...found.keys()].filter(key => key !== UNDATED).sort();
  if (!dated.length || state.by === 'day') return dated;
  const all = [];
  for (let at = dated[0]; at <= dated.at(-1); at = next(at)) all.push(at);
  return all;
}
function next(at) {
  if (state.by === 'year') return String(Number(at) + 1).padStart(4, '0');
  const [year, month] = at.split('-').map(Number);
  return month === 12 ? `${String(year + 1).padStart(4, '0')}-01` : `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}`;
}

let periods = new Map();
function draw() {
  const some = wanted();
  periods = grouped(some, row => [period(row)]);
  const axis = span(periods);
  const colours = palette('person', 'ink', 'soft', 'line', 'raised', 'accent', 'ground');
  byId('empty').hidden = some.length > 0;
  byId('chart').hidden = !axis.length;
  const undated = periods.get(UNDATED);
  byId('undated').hidden = !undated;
  byId('undated').replaceChildren(...(undated ? [make('button', {type: 'button', onclick: () => choose(UNDATED)}, text('timeline.undated', {n: measuresIn(undated)}))] : []));
  const count = at => periods.has(at) ? measuresIn(periods.get(at)) : 0;
  chart.resize();
  if (axis.length) chart.setOption({
    animation: false, aria: {enabled: false},
    grid: {left: 46, right: 12, top: 22, bottom: 34},
    tooltip: {trigger: 'axis', axisPointer: {type: 'shadow', shadowStyle: {color: colours.line, opacity: .35}}, confine: true, renderMode: 'richText', backgroundColor: colours.raised, borderColor: colours.line, textStyle: {color: colours.ink, fontSize: 14},
      formatter: ([{name, value}]) => `${name}\n${text('count.measure', {n: typeof value === 'object' ? value.value : value})}`},
    xAxis: {type: 'category', data: axis, axisLine: {lineStyle: {color: colours.ink}}, axisTick: {alignWithLabel: true, lineStyle: {color: colours.soft}}, axisLabel: {color: colours.ink, fontSize: 13, hideOverlap: true}},
    yAxis: {type: 'value', minInterval: 1, splitLine: {lineStyle: {color: colours.line}}, axisLabel: {color: colours.soft, fontSize: 13}},
    series: [{type: 'bar', barMaxWidth: 46, barCategoryGap: axis.length > 60 ? '12%' : '28%', cursor: 'pointer', emphasis: {itemStyle: {color: colours.person, opacity: .75}},
      label: {show: axis.length <= 40, position: 'top', color: colours.ink, fontSize: 12, formatter: ({value}) => value || ''},
      data: axis.map(at => ({value: count(at), itemStyle: {color: at === state.at ? colours.accent : colours.person}}))}],
  }, true);
  table([...axis.filter(at => periods.has(at)), ...(undated ? [UNDATED] : [])]);
  controls();
}

const title = at => at === UNDATED ? text('undated') : at;

function table(shown) {
  byId('periods').replaceChildren(...shown.map(at => {
    const some = periods.get(at);
    return make('tr', {class: at === state.at ? 'on' : ''}, make('th', {scope: 'row'}, title(at)),
      make('td', {class: 'number'}, make('button', {type: 'button', class: 'count', 'aria-label': `${title(at)} ${text('count.measure', {n: measuresIn(some)})}`, onclick: () => choose(at)}, String(measuresIn(some)))),
      make('td', {class: 'number'}, String(new Set(some.map(row => row.document)).size)));
  }));
}

function controls() {
  for (const [key, column] of Object.entries(FILTERS)) {
    const used = new Set(rows.flatMap(row => column === 'bodies' ? row.bodies : [...row[column], ...row[column].flatMap(at => names[column][at].wider)]));
    const options = names[column].filter(entry => used.has(entry.at)).map(entry => [nameOf(entry), entry.id]).sort((a, b) => a[0].localeCompare(b[0], state.lang));
    byId(key).replaceChildren(make('option', {value: ''}, text('all')), ...options.map(([name, value]) => make('option', {value}, name)));
    byId(key).value = state[key];
  }
  for (const button of document.querySelectorAll('[data-by]')) button.setAttribute('aria-pressed', String(button.dataset.by === state.by));
  byId('reset').hidden = !Object.keys(FILTERS).some(key => state[key]);
}

function choose(at) {
  go({at});
  byId('detail').focus({preventScroll: true});
  byId('detail').scrollIntoView({block: 'nearest'});
}

function detail() {
  const box = byId('detail'), some = state.at && periods.get(state.at);
  box.hidden = !some;
  if (!some) { box.replaceChildren(); return; }
  box.replaceChildren(make('button', {type: 'button', class: 'close', onclick: back}, text('close')), make('h2', {}, title(state.at)),
    make('p', {class: 'soft'}, text('count.measure', {n: measuresIn(some)})), ...statements(some));
}

function back() {
  if (state.at) go({at: ''});
  else go({body: '', sector: '', place: ''});
}

// On the chart the arrows go from one period to the next.
byId('chart').addEventListener('keydown', event => {
  const axis = span(periods).filter(at => periods.has(at)), step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
  if (!step || !axis.length) return;
  event.preventDefault();
  const now = axis.indexOf(state.at);
  go({at: axis[now < 0 ? (step > 0 ? 0 : axis.length - 1) : Math.min(axis.length - 1, Math.max(0, now + step))]});
});
chart.getZr().on('click', event => {
  const at = span(periods)[chart.convertFromPixel({xAxisIndex: 0}, event.offsetX)];
  if (at && periods.has(at)) choose(at);
});
for (const key of Object.keys(FILTERS)) byId(key).addEventListener('change', event => go({[key]: event.target.value, at: ''}));
for (const button of document.querySelectorAll('[data-by]')) button.addEventListener('click', () => go({by: button.dataset.by, at: ''}));
byId('reset').addEventListener('click', () => go({body: '', sector: '', place: '', at: ''}));
searchable(() => entries('bodies', 'sectors', 'places'), nameOf, entry => go({[entry.kind]: entry.id, at: ''}));
keys(back);
let waiting;
addEventListener('resize', () => { clearTimeout(waiting); waiting = setTimeout(draw, 120); });
dark.addEventListener('change', draw);
addEventListener('beforeprint', () => { byId('table').open = true; });
begin({by: 'month', body: '', sector: '', place: '', at: ''}, () => { draw(); detail(); });
ready();
