// kaon dev as a process: answers from the first moment on, shows an edit, refuses nobody while it restarts, goes on
// after mistakes and crashes, swaps styles without a build, leaves nothing behind.
import { readdir, readFile, readlink } from 'node:fs/promises';
import { Agent } from 'node:http';
import { ask, check, until, withDev } from './dev.mjs';

// Asks without a pause, by fresh connections and by kept ones, until it is told to stop.
function burst(address) {
  const kept = new Agent({ keepAlive: true, maxSockets: 1 });
  const counts = { asked: 0, failures: [], texts: new Set() };
  let goes = true;
  const run = async (agent) => {
    while (goes) {
      try {
        const answer = await ask(`${address}/text`, { agent });
        counts.texts.add(answer.text);
        if (answer.status !== 200) counts.failures.push(`status ${answer.status}`);
      } catch (error) {
        // A kept connection that ends between two requests is no failure: RFC 9112, section 9.3.1.
        const hasEnded = agent && error.code === 'ECONNRESET' && error.message === 'socket hang up';
        if (!hasEnded) counts.failures.push(String(error));
      }
      ++counts.asked;
    }
  };
  const runs = [run(), run(), run(), run(kept)];
  return async () => {
    goes = false;
    await Promise.all(runs);
    kept.destroy();
    return counts;
  };
}

// Processes whose program or folder lies in the project.
async function processesBelow(folder) {
  const found = [];
  for (const id of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    try {
      const program = await readlink(`/proc/${id}/exe`);
      const place = await readlink(`/proc/${id}/cwd`);
      if (program.startsWith(folder) || place.startsWith(folder)) found.push(`${id} ${program}`);
    } catch { /* gone, or somebody else's */ }
  }
  return found;
}

const broken = (text) => text.replace('"first"', 'frist');
const mended = (text) => text.replace('frist', '"first"');

await withDev(async (dev) => {
  const problems = async (count) => {
    await until(async () => (await dev.state()).problems.length === count,
      async () => `${count} problems were to come: ${JSON.stringify(await dev.state())}`);
    return dev.state();
  };

  // There is no program yet, since it does not compile.
  let state = await problems(1);
  check(state.problems[0].file === 'server/page.cpp' && state.problems[0].line === 4, state.problems);
  check(state.problems[0].message.includes("undeclared identifier 'frist'"), state.problems);
  const page = await ask(dev.address + '/any', { accept: 'text/html' });
  check(page.status === 503 && page.text.includes('undeclared identifier &#39;frist&#39;'), page.text);
  check(page.text.includes('/_kaon/dev/script.js'), page.text);
  check((await ask(dev.address + '/any')).text.startsWith('1 error\nserver/page.cpp:4:'), 'as text for others');
  check(dev.log().includes('server/page.cpp:4:34  use of undeclared'), dev.log());

  await dev.edit('server/page.cpp', mended);
  await dev.text('first');
  await problems(0);

  // An edit shows up, and nobody who asks meanwhile is refused.
  const stop = burst(dev.address);
  for (const [from, to] of [['first', 'second'], ['second', 'third']]) {
    await dev.edit('server/page.cpp', (text) => text.replace(from, to));
    await dev.text(to);
  }
  const { asked, failures, texts } = await stop();
  check(failures.length === 0, `${failures.length} of ${asked}: ${failures.slice(0, 5)}`);
  check(asked > 100 && texts.has('first') && texts.has('third'), asked, [...texts]);

  // A mistake: the program of before answers; mended without a new program.
  const { generation } = await dev.state();
  await dev.edit('server/page.cpp', (text) => text.replace('"third"', 'missing'));
  await problems(1);
  check((await ask(dev.address + '/text')).text === 'third', 'the old program goes on');
  await dev.edit('server/page.cpp', (text) => text.replace('missing', '"fourth"'));
  await dev.text('fourth');
  state = await problems(0);
  check(state.generation === generation + 1, state);

  // A style sheet is served as it is on the disk, without a build.
  const sheet = (await ask(dev.address + '/')).text.match(/\/assets\/style\.[^"]+/)[0];
  await dev.edit('assets/style.css', () => 'p { color: rgb(9, 9, 9); }\n');
  await until(async () => (await dev.state()).styles === state.styles + 1,
    async () => JSON.stringify(await dev.state()));
  check((await dev.state()).generation === state.generation, 'nothing was built for a style');
  check((await ask(dev.address + sheet)).text.includes('9, 9, 9'), 'the new style under the old name');

  // A crash is said, with the program's last words, and the address goes on answering.
  await ask(dev.address + '/crash').catch(() => {});
  state = await problems(1);
  check(state.title.includes('signal 6') && state.problems[0].message.includes('about to end'), state);
  check(!state.serving && (await ask(dev.address + '/text')).status === 503, 'kaon dev answers itself');
  await dev.edit('server/page.cpp', (text) => text.replace('fourth', 'fifth'));
  await dev.text('fifth');

  check((await processesBelow(dev.folder)).length >= 2, 'kaon dev and its program run');
  dev.process.kill('SIGINT');
  check(await dev.exit === 130, `Ctrl-C gives ${await dev.exit}`);
  check((await processesBelow(dev.folder)).length === 0, await processesBelow(dev.folder));
  await ask(dev.address + '/text').then(() => check(false, 'somebody still listens'), () => {});
}, { change: ({ edit }) => edit('server/page.cpp', broken) });
