// What the glue's page costs per row against a plain cloneNode loop: 1,000 rows of a benchmark's table. The mean of the
// middle half of all rounds, since a page's clock ticks coarsely.
//   node tests/browser/dom/clone_bench.mjs [rounds]
import { withBrowser } from '../browser.mjs';
import { openGlue } from './glue.mjs';

const rounds = Number(process.argv[2] ?? 200);

await withBrowser(async (browser) => {
  const page = await openGlue(browser,
    '<table><tbody id="rows"></tbody></table><table><tbody id="plain"></tbody></table>');
  const result = await page.evaluate(async (rounds) => {
    const numbers = { name: 1, root: 2, define: 3, open: 4, slot: 6, close: 7, instance: 8, attribute: 11,
      class_toggle: 14, clear: 24, free: 25, listen: 26 };
    const row = '<tr><td class="col-md-1"> </td><td class="col-md-4"><a> </a></td>' +
      '<td class="col-md-1"><a><span class="remove" aria-hidden="true"></span></a></td><td class="col-md-6"></td></tr>';
    const open = (tag, cls) => [['open', tag], ...(cls ? [['name', 0, cls], ['class_toggle', 0, 0, 1]] : [])];
    const close = ['close'];
    const apply = (batch) => glue.imports.apply(...batch);
    apply(glue.assemble([['root', 1, 'rows'], ['name', 1, 'danger'], ['name', 2, 'click'], ['listen', 2, 1],
      ['define', 7, 0], ...open('tr'), ['slot', 6, 1],
      ...open('td', 'col-md-1'), ['slot', 2, 0], close,
      ...open('td', 'col-md-4'), ...open('a'), ['slot', 8, 2], ['slot', 257, 0], close, close,
      ...open('td', 'col-md-1'), ...open('a'), ['slot', 8, 2], ...open('span', 'remove'), ['name', 0, 'aria-hidden'],
      ['attribute', 0, 0, 'true'], close, close, close,
      ...open('td', 'col-md-6'), close, close, close], numbers));
    const texts = Array.from({ length: 1000 }, (_, i) => `pretty red table ${i * 7919 % 1000}`);
    const create = [];
    texts.forEach((text, i) => create.push(['instance', 7, 2 + 2 * i, 1, 0, 0, i + 1, text]));
    const holder = document.createElement('template');
    holder.innerHTML = row;
    const proto = document.importNode(holder.content, true).firstChild;
    const plain = document.getElementById('plain');
    const data = texts.map((label, i) => ({ id: i + 1, label }));
    const kept = [];
    const plainRows = () => {
      for (const { id, label } of data) {
        const tr = proto.cloneNode(true);
        const td = tr.firstChild;
        td.firstChild.nodeValue = id;
        td.nextSibling.firstChild.firstChild.nodeValue = label;
        tr.$id = id;
        kept.push(tr);
        plain.appendChild(tr);
      }
    };
    const times = { glue: [], plain: [] };
    for (let i = 0; i < rounds; ++i) {
      for (const which of i % 2 ? ['glue', 'plain'] : ['plain', 'glue']) {
        const batch = which === 'glue' && glue.assemble(create, numbers);
        await new Promise((resolve) => setTimeout(resolve, 5));
        const start = performance.now();
        if (batch) apply(batch);
        else plainRows();
        times[which].push(performance.now() - start);
        document.body.offsetHeight;
        if (batch) apply(glue.assemble([['clear', 1], ['free', 2, 2000]], numbers));
        plain.textContent = '';
        kept.length = 0;
      }
    }
    const sorted = (name) => times[name].slice(5).sort((a, b) => a - b);
    return Object.fromEntries(Object.keys(times).map((name) => {
      const all = sorted(name);
      const middle = all.slice(all.length >> 2, -(all.length >> 2));
      const mean = middle.reduce((sum, one) => sum + one, 0) / middle.length * 1000;
      return [name, { mean, first: times[name][0] * 1000 }];
    }));
  }, rounds);
  for (const [name, { mean, first }] of Object.entries(result)) {
    console.log(`${name}: ${mean.toFixed(0)} ns per row, ${first.toFixed(0)} in the first round`);
  }
  console.log(`ratio ${(result.glue.mean / result.plain.mean).toFixed(3)}`);
});
