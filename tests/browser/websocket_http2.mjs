// A page over HTTPS opens its WebSocket on the HTTP/2 connection that brought it (RFC 8441), since we announce that.
import { equal, until, withServer } from './browser.mjs';

await withServer('H2', async ({ open }) => {
  const page = await open('/', { ignoreHTTPSErrors: true });
  const protocol = await page.evaluate(() => performance.getEntriesByType('navigation')[0].nextHopProtocol);
  equal(protocol, 'h2', 'what brought the page');
  await page.evaluate(() => {
    window.heard = [];
    window.socket = new WebSocket(location.origin.replace('http', 'ws') + '/socket');
    window.socket.onmessage = (event) => window.heard.push(event.data);
    window.socket.onclose = (event) => window.heard.push(`closed ${event.code} ${event.wasClean}`);
  });
  const heard = () => page.evaluate(() => window.heard.join(', '));
  const hears = async (text) => {
    let all = '';
    await until(async () => (all = await heard()).includes(text), () => `"${text}" is not heard, but "${all}"`);
  };
  await hears('over HTTP/2');
  await page.evaluate(() => window.socket.send('hello, κόσμε'));
  await hears('hello, κόσμε');
  await page.evaluate(() => window.socket.send('x'.repeat(500000)));
  const last = () => page.evaluate(() => window.heard.at(-1).length);
  await until(async () => (await last()) === 500000, () => 'a long message does not come back');
  await page.evaluate(() => window.socket.close(1000));
  await hears('closed 1000 true');
  page.isQuiet();
}, { args: ['tls'] });
