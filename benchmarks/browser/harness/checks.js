// Once per application, before anything is timed: is it keyed, and is its page the same as vanilla's?

// Runs in the page: what becomes of the table's rows until finish() is called.
const watch_rows = () => {
  const seen = { added: 0, removed: 0, fresh: 0, old: new Set(document.querySelectorAll('tbody > tr')) };
  const is_row = (node) => node.nodeName === 'TR';
  const take = (records) => {
    for (const record of records) {
      const added = Array.from(record.addedNodes).flatMap((n) => (n.nodeName === 'TBODY' ? [...n.children] : [n]));
      const removed = Array.from(record.removedNodes).flatMap((n) => (n.nodeName === 'TBODY' ? [...n.children] : [n]));
      seen.removed += removed.filter(is_row).length;
      seen.added += added.filter(is_row).length;
      seen.fresh += added.filter((node) => is_row(node) && !seen.old.has(node)).length;
    }
  };
  const observer = new MutationObserver(take);
  observer.observe(document.querySelector('table'), { childList: true, subtree: true });
  globalThis.kaon_benchmark_rows = () => {
    take(observer.takeRecords());
    observer.disconnect();
    return { added: seen.added, removed: seen.removed, fresh: seen.fresh };
  };
};
const finish = () => globalThis.kaon_benchmark_rows();

async function watched(page, action) {
  await page.evaluate(watch_rows);
  await page.act(action);
  await page.verify(action);
  return page.evaluate(finish);
}

/** Throws unless rows keep their identity: replaced ones are new, swapped ones move, a removed one itself goes. */
export async function check_keyed(page) {
  await page.act('run');
  const replaced = await watched(page, 'run');
  if (replaced.added < 1000 || replaced.removed < 1000)
    throw new Error(`not keyed: "run" added ${replaced.added} and removed ${replaced.removed} rows instead of 1,000`);
  const swapped = await watched(page, 'swaprows');
  if (swapped.added < 1 || swapped.removed < 1 || swapped.fresh > 0)
    throw new Error(`not keyed: "swaprows" moved ${swapped.removed} rows and made ${swapped.fresh} new ones`);
  await page.evaluate(() => {
    globalThis.kaon_benchmark_row = document.querySelectorAll('tbody > tr')[4];
  });
  await page.act('remove 5');
  await page.verify('remove 5');
  if (await page.evaluate(() => globalThis.kaon_benchmark_row.isConnected))
    throw new Error('not keyed: the element of the removed row is still in the table');
}

// Runs in the page: elements, attributes and words below #main, whatever the order of attributes, without comments,
// white space between elements, empty attributes and an id on tbody, which are free.
const outline = () => {
  const describe = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim();
    if (node.nodeType !== Node.ELEMENT_NODE) return '';
    const attributes = Array.from(node.attributes, ({ name, value }) => `${name}="${value}"`).filter(
      (text) => !text.endsWith('=""') && !(node.nodeName === 'TBODY' && text.startsWith('id=')),
    );
    const inside = Array.from(node.childNodes, describe).filter((text) => text);
    return `<${[node.localName, ...attributes.sort()].join(' ')}>\n${inside.map((text) => text + '\n').join('')}</>`;
  };
  return describe(document.getElementById('main'));
};

/** The lines of the page's outline, with 1,000 rows of which one is selected. */
export async function outline_of(page) {
  await page.act('run');
  await page.act('select 2');
  await page.verify('select 2');
  return (await page.evaluate(outline)).split('\n');
}

export function check_same_page(expected, shown) {
  const at = expected.findIndex((line, i) => line !== shown[i]);
  if (at >= 0) throw new Error(`another page than vanilla's: ${shown[at] ?? 'nothing'} instead of ${expected[at]}`);
  const more = shown[expected.length];
  if (more !== undefined) throw new Error(`another page than vanilla's: ${more} follows`);
}
