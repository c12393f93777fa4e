// Writes ../built (our scripts, one a page) and ../vendor (the libraries, with their licences) from what
// package-lock.json names. The same lock gives the same bytes; `node build.js DIR` writes below DIR instead.
import {copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs';
import {createHash} from 'node:crypto';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const target = process.argv[2] ?? dirname(here);
const modules = join(here, 'node_modules');
const PAGES = ['overview', 'matrix', 'flow', 'timeline', 'network', 'texts', 'reader', 'served', 'sparql'];
const COMMON = {bundle: true, minify: true, charset: 'utf8', format: 'iife', target: ['es2022', 'chrome100', 'firefox100', 'safari15.4'], legalComments: 'none', logLevel: 'warning', absWorkingDir: here};

for (const folder of ['built', 'vendor']) mkdirSync(join(target, folder), {recursive: true});

await build({...COMMON, entryPoints: PAGES.map(page => `src/${page}.js`), outdir: join(target, 'built')});
await build({...COMMON, entryPoints: ['src/echarts.js'], outfile: join(target, 'vendor/echarts.js'), banner: {js: banner()}});
const inEditor = packagesIn('@zazuko/yasgui/build/yasgui.esm.js.map');
await build({...COMMON, entryPoints: ['src/yasgui.js'], outfile: join(target, 'vendor/yasgui.js'), banner: {js: `/*!\n${notices(inEditor)}\nTheir licences: yasgui.LICENSES.txt beside this file.\n*/`}});
await build({...COMMON, entryPoints: [join(modules, '@zazuko/yasgui/build/yasgui.min.css')], outfile: join(target, 'vendor/yasgui.css')});
writeFileSync(join(target, 'vendor/yasgui.LICENSES.txt'), inEditor.map(name => `${title(name)}\n\n${licence(name)}\n`).join(`\n${'-'.repeat(80)}\n\n`));
copyFileSync(join(modules, 'vis-network/standalone/umd/vis-network.min.js'), join(target, 'vendor/vis-network.min.js'));

const licences = {
  'vis-network.LICENSE-APACHE-2.0.txt': 'vis-network/LICENSE-APACHE-2.0', 'vis-network.LICENSE-MIT.txt': 'vis-network/LICENSE-MIT',
  'hammerjs.LICENSE.txt': '@egjs/hammerjs/LICENSE.md', 'component-emitter.LICENSE.txt': 'component-emitter/license', 'uuid.LICENSE.txt': 'uuid/LICENSE.md',
  'echarts.LICENSE.txt': 'echarts/LICENSE', 'echarts.NOTICE.txt': 'echarts/NOTICE', 'echarts.LICENSE-d3.txt': 'echarts/licenses/LICENSE-d3',
  'zrender.LICENSE.txt': 'zrender/LICENSE', 'tslib.LICENSE.txt': 'tslib/LICENSE.txt',
};
for (const [name, source] of Object.entries(licences)) copyFileSync(join(modules, source), join(target, 'vendor', name));

const vendored = [
  {file: 'vis-network.min.js', packages: ['vis-network', 'vis-data', 'vis-util', '@egjs/hammerjs', 'component-emitter', 'keycharm', 'uuid'].map(of), made: 'npm: standalone/umd/vis-network.min.js, as it is', licenses: ['vis-network.LICENSE-APACHE-2.0.txt', 'vis-network.LICENSE-MIT.txt', 'hammerjs.LICENSE.txt', 'component-emitter.LICENSE.txt', 'uuid.LICENSE.txt']},
  {file: 'echarts.js', packages: ['echarts', 'zrender', 'tslib'].map(of), made: 'frontend/build.js from frontend/src/echarts.js', licenses: ['echarts.LICENSE.txt', 'echarts.NOTICE.txt', 'echarts.LICENSE-d3.txt', 'zrender.LICENSE.txt', 'tslib.LICENSE.txt']},
  ...['yasgui.js', 'yasgui.css'].map(file => ({file, packages: inEditor.map(of), made: 'frontend/build.js from the build of @zazuko/yasgui', licenses: ['yasgui.LICENSES.txt']})),
].map(one => ({...one, sha256: createHash('sha256').update(readFileSync(join(target, 'vendor', one.file))).digest('hex')}));
writeFileSync(join(target, 'vendor/vendor.json'), `${JSON.stringify(vendored, null, 2)}\n`);

function of(name) {
  const {version, license} = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
  return {name, version, license: license ?? 'see its licence file'};
}

// A page that holds the code goes about alone, so the notices that its licences ask for go with it.
function banner() {
  const text = path => readFileSync(join(modules, path), 'utf8').trim().replaceAll('*/', '* /');
  const names = ['echarts', 'zrender', 'tslib'].map(of).map(({name, version, license}) => `${name} ${version} (${license})`);
  return ['/*!', names.join(', '), text('echarts/NOTICE'), 'Apache License 2.0: http://www.apache.org/licenses/LICENSE-2.0', 'zrender:', text('zrender/LICENSE'), 'd3, parts of which are in echarts:', text('echarts/licenses/LICENSE-d3'), '*/'].join('\n');
}

// The packages that a finished build holds, by its source map; its own first.
function packagesIn(map) {
  const {sources} = JSON.parse(readFileSync(join(modules, map), 'utf8'));
  const found = sources.map(source => source.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean);
  return ['@zazuko/yasgui', '@zazuko/yasqe', '@zazuko/yasr', '@zazuko/yasgui-utils', ...[...new Set(found)].sort()];
}

function title(name) {
  const {version, license} = of(name);
  return `${name} ${version} (${license})`;
}

function licence(name) {
  const file = readdirSync(join(modules, name)).filter(one => /^licen[cs]e/i.test(one)).sort()[0];
  if (file) return readFileSync(join(modules, name, file), 'utf8').replaceAll('\r\n', '\n').trim();
  const {license, author, homepage} = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
  return `${license} License. ${author?.name ?? author ?? ''} ${homepage ?? ''}\nThe package holds no copy of its licence.`;
}

function notices(names) {
  return names.map(name => {
    const holders = licence(name).split('\n').map(line => line.trim()).filter(line => /^copyright (?!notice|holder)/i.test(line));
    return [title(name), ...holders].join('; ').replaceAll('*/', '* /');
  }).join('\n');
}
