// What a debug build says of mount points that nothing took over, and that it says nothing where all is well.
import { equal, withBrowser } from './browser.mjs';
import { openGlue } from './dom/glue.mjs';

const mountPoint = (id) =>
  `<div id="${id}"><p>x</p></div><script type="application/json" id="${id}-props">{}</script>`;

// As hydrate<"id">() asks: for the props, and for the element when there are any.
const hydrate = (page, ids) =>
  page.evaluate((ids) => {
    for (const id of ids) if (glue.takeSnapshot(`${id}-props`)) glue.takeSnapshot(id);
    return new Promise((resolve) => setTimeout(resolve, 10));
  }, ids);

async function said(browser, body, ids) {
  const page = await openGlue(browser, body, {}, ['debug_mount_points.js']);
  await hydrate(page, ids);
  const lines = page.problems.join('\n');
  await page.context().close();
  return lines;
}

await withBrowser(async (browser) => {
  equal(await said(browser, mountPoint('board'), ['bord']),
    'warning: kaon: nothing takes over the mount point "board": main() needs hydrate<"board">(...); ' +
      'hydrate<"bord"> found no mount point on this page', 'a name that differs');
  equal(await said(browser, mountPoint('board') + mountPoint('chat'), ['board']),
    'warning: kaon: nothing takes over the mount point "chat": main() needs hydrate<"chat">(...)', 'one was forgotten');
  equal(await said(browser, '<p>x</p>', ['board']),
    'warning: kaon: hydrate<"board"> found no mount point on this page: is the name another one?',
    'a page without any');
  equal(await said(browser, mountPoint('board'), ['board', 'chat']), '', 'a page of several');
});
