// The canvas: vis-network draws nodes and edges at the places computed beforehand; labels are drawn
// here, at one size whatever the zoom, the important ones first and none over another.
import {byId, palette as colours, still} from '../shared/dom.js';
import {DATA, state} from '../shared/page.js';
import {KINDS, around, arrange, lines, nameOf, nodes, placeOf, shortName, visible} from './graph.js';

const drawn = {nodes: new vis.DataSet(), edges: new vis.DataSet()};
export const network = new vis.Network(byId('network'), drawn, DATA.options);
let palette = {};
let lit = new Set();
let hovered = '';
let widths = new Map();
const MANY = 1500; // nodes above which lines rest while the picture moves
let many = false;

const LABELS = {
  person: {size: 15, weight: 650, from: 0}, body: {size: 13, weight: 600, from: 0},
  sector: {size: 12.5, weight: 500, from: 0}, measure: {size: 12, weight: 400, from: 1.05},
};
const RANK = {person: 3, body: 2, sector: 1, measure: 0};
const MOST_LABELS = 260;
export const LINES = {
  backs: {width: 1, alpha: .38}, speaksFor: {width: 3, alpha: .75, color: 'body'}, memberOf: {width: 1.2, alpha: .4, color: 'person', dashes: [5, 5]},
  sector: {width: 1, alpha: .3, color: 'sector'}, addressee: {width: 1.3, alpha: .5, color: 'accent', dashes: [2, 4]},
  other: {width: 1.3, alpha: .5, color: 'measure', dashes: [8, 4]},
};
const lineOf = relation => LINES[relation] || LINES.other;

export function readPalette() {
  palette = colours(...KINDS, 'accent', 'ground', 'ink', 'soft', 'line', 'body-text');
}

function faded(color, alpha) {
  const value = parseInt(color.slice(1), 16);
  return `rgba(${value >> 16},${value >> 8 & 255},${value & 255},${alpha})`;
}

// Nodes and lines neither swell when zoomed in nor vanish when zoomed out: they follow the zoom by half.
let growth = 1;
const growthAt = scale => Math.min(2.2, Math.max(.2, (scale > .8 ? scale / .8 : scale / .7) ** -.65));
const sizeOf = node => node.size * growth * (node.id === state.node ? 1.25 : 1);

function nodeStyle(node) {
  const on = !lit.size || lit.has(node.id);
  const color = palette[node.kind];
  const chosen = node.id === state.node;
  const background = on ? color : faded(color, .16);
  const border = chosen ? palette.accent : on ? palette.ground : faded(palette.ground, .3);
  return {
    id: node.id, x: placeOf(node).x, y: placeOf(node).y, shape: node.shape, size: sizeOf(node), borderWidth: (chosen ? 4 : 1.2) * growth, label: undefined,
    color: {background, border, hover: {background, border: palette.accent}, highlight: {background, border}},
  };
}

function edgeStyle(edge) {
  const line = lineOf(edge.relation);
  const color = palette[line.color || nodes.get(edge.from).kind];
  const chosen = state.node && (edge.from === state.node || edge.to === state.node);
  const on = !lit.size || chosen || (lit.has(edge.from) && lit.has(edge.to));
  const alpha = !lit.size ? line.alpha : on ? Math.min(1, line.alpha * (chosen ? 2.6 : 1.7)) : .04;
  const shade = faded(color, alpha);
  return {
    id: edge.id, from: edge.from, to: edge.to, width: (edge.width || line.width) * (lit.size && on ? 1.5 : 1) * growth, dashes: line.dashes ? line.dashes.map(dash => dash * growth) : false,
    color: {color: shade, hover: shade, highlight: shade, inherit: false},
    arrows: edge.relation === 'speaksFor' || (chosen && edge.relation !== 'sector') ? {to: {enabled: true, scaleFactor: .45}} : '',
    smooth: edge.relation === 'memberOf' ? {enabled: true, type: 'curvedCW', roundness: .12} : false,
  };
}

export let shownIds = new Set();
export let shownLines = [];
export function draw(placed) {
  shownIds = visible();
  arrange(shownIds);
  if (placed) { // the first time: sizes follow the zoom that the picture opens with, so that it is drawn once
    fit(placed, false);
    growth = growthAt(network.getScale());
  }
  lit = nodes.has(state.node) ? around(state.node) : new Set();
  const nodeItems = DATA.nodes.filter(node => shownIds.has(node.id)).map(nodeStyle);
  shownLines = lines().filter(edge => shownIds.has(edge.from) && shownIds.has(edge.to));
  many = shownIds.size > MANY;
  network.setOptions({interaction: {hideEdgesOnDrag: many, hideEdgesOnZoom: many}});
  replace(drawn.edges, shownLines.map(edgeStyle), () => replace(drawn.nodes, nodeItems));
}

// Edges that go must go before their nodes, those that come after them.
function replace(set, items, between) {
  const wanted = new Set(items.map(item => item.id));
  set.remove(set.getIds().filter(id => !wanted.has(id)));
  if (between) between();
  set.update(items);
}

// A label on one line, cut short, or in full on up to four. A Chinese character is as wide as two letters.
function labelLines(name, full) {
  const limit = full ? 44 : 32;
  const lines = [''];
  let room = limit;
  for (const letter of name) {
    const wide = letter > '\u2e7f' ? 2 : 1;
    if (wide > room) {
      if (!full || lines.length === 4) return [...lines.slice(0, -1), `${lines.at(-1).slice(0, -1)}…`];
      lines.push('');
      room = limit;
    }
    lines[lines.length - 1] += letter;
    room -= wide;
  }
  return lines;
}

function candidates(scale) {
  const found = [];
  for (const id of shownIds) {
    const node = nodes.get(id);
    const special = id === state.node ? 4 : id === hovered ? 5 : 0;
    const on = lit.has(id);
    if (lit.size && !on && !special) continue;
    if (!special && node.kind === 'measure' && scale < (on && lit.size < 60 ? .75 : LABELS.measure.from)) continue;
    found.push([special || RANK[node.kind], node.size, node, Boolean(special)]);
  }
  return found.sort((a, b) => b[0] - a[0] || b[1] - a[1] || (a[2].id < b[2].id ? -1 : 1));
}

// Where labels stand is found anew when the picture rests; while it is dragged they move along with their nodes.
let labels = [];
let dragged = false;
network.on('dragStart', () => { dragged = true; });
network.on('dragEnd', () => { dragged = false; network.redraw(); });

function drawLabels(ctx) {
  const scale = network.getScale();
  if (!dragged || !labels.length) labels = placeLabels(scale);
  ctx.save();
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 4 / scale;
  ctx.strokeStyle = faded(palette.ground, .92);
  for (const {node, lines, size, weight, ink, spot} of labels) {
    ctx.font = `${weight} ${size / scale}px ${FONT}`;
    ctx.fillStyle = ink;
    lines.forEach((line, row) => {
      const x = placeOf(node).x + spot[0] / scale, y = placeOf(node).y + (spot[1] + (row - (lines.length - 1) / 2) * size * 1.25) / scale;
      ctx.strokeText(line, x, y);
      ctx.fillText(line, x, y);
    });
  }
  ctx.restore();
}

// A label gives way to labels before it and to nodes of its own rank or above; lesser nodes it may cover.
// What is taken is kept by cells of a grid, so that each label is held against its surroundings only.
const CELL = 64;
class Taken {
  cells = new Map();
  *over([left, top, right, bottom]) {
    for (let x = Math.floor(left / CELL); x <= right / CELL; x++) for (let y = Math.floor(top / CELL); y <= bottom / CELL; y++) yield x * 10_000 + y;
  }
  add(box) {
    for (const cell of this.over(box)) { if (this.cells.has(cell)) this.cells.get(cell).push(box); else this.cells.set(cell, [box]); }
  }
  free(box) {
    for (const cell of this.over(box)) {
      for (const b of this.cells.get(cell) || []) {
        if (b[4] !== box[4] && b[5] >= box[5] && b[0] < box[2] && b[2] > box[0] && b[1] < box[3] && b[3] > box[1]) return false;
      }
    }
    return true;
  }
}

function placeLabels(scale) {
  const {clientWidth: width, clientHeight: height} = byId('network');
  const screen = network.canvasToDOM.bind(network);
  const list = candidates(scale).map(found => [...found, screen(placeOf(found[2]))]).filter(([, , , , at]) => at.x > -60 && at.y > -60 && at.x < width + 60 && at.y < height + 60).slice(0, 900);
  const taken = new Taken();
  for (const [, , node, , at] of list) {
    const r = sizeOf(node) * scale;
    taken.add([at.x - r, at.y - r, at.x + r, at.y + r, node.id, RANK[node.kind]]);
  }
  const placed = [];
  for (const [, , node, special, at] of list) {
    if (placed.length >= MOST_LABELS) break;
    const {size, weight} = LABELS[node.kind];
    const lines = labelLines(special ? nameOf(node) : shortName(node), special || node.kind === 'person');
    const w = Math.max(...lines.map(line => measured(line, size, weight))) + 4, h = lines.length * size * 1.25 + 2;
    const r = sizeOf(node) * scale + 3;
    const spots = [[0, r + h / 2], [r + w / 2 + 2, 0], [-r - w / 2 - 2, 0], [0, -r - h / 2],
      [r + w / 2, r + h / 2 - 4], [-r - w / 2, r + h / 2 - 4], [r + w / 2, -r - h / 2 + 4], [-r - w / 2, -r - h / 2 + 4]];
    const boxAt = ([dx, dy], id, rank) => [at.x + dx - w / 2, at.y + dy - h / 2, at.x + dx + w / 2, at.y + dy + h / 2, id, rank];
    const inside = box => box[0] > 2 && box[2] < width - 2 && box[1] > 2 && box[3] < height - 2;
    let spot = spots.find(spot => { const box = boxAt(spot, node.id, RANK[node.kind]); return inside(box) && taken.free(box); });
    if (!spot && !special) continue;
    spot ||= spots[0];
    taken.add(boxAt(spot, `${node.id} label`, 9));
    placed.push({node, lines, size, weight, spot, ink: node.kind === 'measure' || special ? palette.ink : LABEL_INK(node.kind)});
  }
  return placed;
}

const FONT = 'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const LABEL_INK = kind => palette[kind === 'body' ? 'body-text' : kind];
const ruler = document.createElement('canvas').getContext('2d');
function measured(line, size, weight) {
  const key = `${weight} ${size} ${line}`;
  if (!widths.has(key)) {
    ruler.font = `${weight} ${size}px ${FONT}`;
    widths.set(key, ruler.measureText(line).width);
  }
  return widths.get(key);
}

const motion = () => still.matches ? false : {duration: 350, easingFunction: 'easeInOutQuad'};

export function fit(ids, animation = motion()) {
  const wanted = [...(ids?.size ? ids : shownIds)].filter(id => shownIds.has(id));
  if (!wanted.length) return;
  const xs = wanted.map(id => placeOf(nodes.get(id)).x), ys = wanted.map(id => placeOf(nodes.get(id)).y);
  const box = byId('network');
  const wide = Math.max(...xs) - Math.min(...xs) || 1, high = Math.max(...ys) - Math.min(...ys) || 1;
  const foot = 46; // the buttons and the legend of lines
  const scale = Math.min(1.8, Math.max(.03, Math.min((box.clientWidth - 100) / wide, (box.clientHeight - 60 - foot) / high)));
  const middle = {x: (Math.max(...xs) + Math.min(...xs)) / 2, y: (Math.max(...ys) + Math.min(...ys)) / 2 + (foot / 2 - 10) / scale};
  network.moveTo({position: middle, scale, animation});
}

export function zoom(factor) {
  network.moveTo({scale: Math.min(6, Math.max(.03, network.getScale() * factor)), animation: false});
}

export function pan(dx, dy) {
  const at = network.getViewPosition(), scale = network.getScale();
  network.moveTo({position: {x: at.x + dx / scale, y: at.y + dy / scale}, animation: false});
}

// Of many nodes it is enough to follow when the zoom has come to rest.
let waiting = 0;
function followZoom() {
  if (waiting || Math.abs(growthAt(network.getScale()) / growth - 1) < (many ? .15 : .04)) return;
  const follow = () => { waiting = 0; growth = growthAt(network.getScale()); draw(); };
  waiting = many ? setTimeout(follow, 250) : requestAnimationFrame(follow);
}

network.on('afterDrawing', ctx => { drawLabels(ctx); followZoom(); });
network.on('hoverNode', ({node}) => { hovered = node; byId('network').style.cursor = 'pointer'; network.redraw(); });
network.on('blurNode', () => { hovered = ''; byId('network').style.cursor = ''; network.redraw(); });
