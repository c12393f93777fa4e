// Making elements. Text from sources reaches a page through text nodes and attributes only, never as markup.
export const byId = id => document.getElementById(id);
const SVG = 'http://www.w3.org/2000/svg';

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== '' && child !== undefined && child !== null));
  return element;
}

export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export const icon = kind => svg('svg', {class: `icon ${kind}`, viewBox: '0 0 16 16', 'aria-hidden': 'true'}, svg('use', {href: `#shape-${kind}`}));

// The CSS variables of the palette, as they are now: light, dark or in print.
export function palette(...names) {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(names.map(name => [name, style.getPropertyValue(`--${name}`).trim()]));
}

export const dark = matchMedia('(prefers-color-scheme: dark)');
export const still = matchMedia('(prefers-reduced-motion: reduce)');

export function download(name, blob) {
  const link = make('a', {href: URL.createObjectURL(blob), download: name});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// The page is drawn: what tests wait for, and what benchmarks time.
export function ready() {
  performance.mark('ready');
  document.documentElement.dataset.ready = 'true';
}
