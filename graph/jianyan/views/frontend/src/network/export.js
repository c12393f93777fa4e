// What is shown, as a picture and as GEXF 1.3 (gexf.net), which Gephi and networkx read.
import {palette} from '../shared/dom.js';
import {text} from '../shared/page.js';

export function picture(canvas) {
  const copy = document.createElement('canvas');
  Object.assign(copy, {width: canvas.width, height: canvas.height});
  const context = copy.getContext('2d');
  context.fillStyle = palette('ground').ground;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return new Promise(done => copy.toBlob(done, 'image/png'));
}

// XML 1.0 has no way to write most control characters and lone surrogates: they are left out.
const escaped = value => String(value).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu, '')
  .replace(/[&<>"\t\n\r]/g, char => `&#${char.charCodeAt(0)};`);

export function gexf(nodes, lines, placeOf) {
  const attributes = ['kind', 'iri', 'label_en'];
  const one = node => {
    const {x, y} = placeOf(node);
    const values = attributes.map((name, at) => node[name] ? `<attvalue for="${at}" value="${escaped(node[name])}"/>` : '').join('');
    return `<node id="${escaped(node.id)}" label="${escaped(node.label)}"><attvalues>${values}</attvalues><viz:position x="${x}" y="${-y}"/><viz:size value="${node.size}"/></node>`;
  };
  return `<?xml version="1.0" encoding="UTF-8"?>
<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">
<meta><creator>jianyan</creator><description>${escaped(text('description'))}</description></meta>
<graph mode="static" defaultedgetype="directed">
<attributes class="node">${attributes.map((name, at) => `<attribute id="${at}" title="${name}" type="string"/>`).join('')}</attributes>
<attributes class="edge"><attribute id="0" title="relation" type="string"/></attributes>
<nodes>
${nodes.map(one).join('\n')}
</nodes>
<edges>
${lines.map((line, at) => `<edge id="${at}" source="${escaped(line.from)}" target="${escaped(line.to)}" weight="${line.n || Math.max(1, (line.sources || []).length)}"><attvalues><attvalue for="0" value="${escaped(line.relation)}"/></attvalues></edge>`).join('\n')}
</edges>
</graph>
</gexf>
`;
}
