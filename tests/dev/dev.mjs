// What tests of `kaon dev` stand on: the real program in a copy of project/, on a free port.
//
//   await withDev(async (dev) => {
//       await dev.text('first');                       // waits until GET /text gives it
//       await dev.edit('server/page.cpp', (text) => text.replace('first', 'second'));
//   });
//
// From the environment: KAON_CLI, the program; KAON_PRESET, the cache variables of the project's preset as JSON.
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get, Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check, pause, until as patientUntil } from '../check.mjs';

export { check, until };

const here = dirname(fileURLToPath(import.meta.url));

// A build lies between an edit and what it changes.
const until = (holds, otherwise) => patientUntil(holds, otherwise, 90000);

// One request; an error is a connection that was refused or reset.
export const ask = (address, { agent = new Agent({ keepAlive: false }), accept = '*/*' } = {}) =>
  new Promise((resolve, reject) => {
    const request = get(address, { agent, headers: { accept } }, (response) => {
      let text = '';
      response.on('data', (piece) => (text += piece));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, text }));
      response.on('error', reject);
    });
    request.on('error', reject);
  });

async function makeProject() {
  const folder = await mkdtemp(join(tmpdir(), 'kaon-dev-'));
  await cp(join(here, 'project'), folder, { recursive: true });
  const preset = { name: 'dev', generator: 'Ninja', binaryDir: '${sourceDir}/build/dev',
    cacheVariables: JSON.parse(process.env.KAON_PRESET) };
  await writeFile(join(folder, 'CMakePresets.json'), JSON.stringify({ version: 6, configurePresets: [preset] }));
  return folder;
}

export async function withDev(test, { change = async () => {} } = {}) {
  const folder = await makeProject();
  const file = (name) => join(folder, name);
  const edit = async (name, how) => writeFile(file(name), how(await readFile(file(name), 'utf8')));
  await change({ edit });
  const server = spawn(process.env.KAON_CLI, ['dev', '--port', '0'],
    { cwd: join(folder, 'server'), stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  let ended;
  for (const stream of [server.stdout, server.stderr]) stream.on('data', (piece) => (log += piece));
  const exit = new Promise((resolve) => server.on('exit', (code, signal) => resolve(ended = code ?? signal)));
  const dev = {
    folder, edit, process: server, exit, log: () => log,
    state: async () => JSON.parse(await readFile(file('build/dev/.kaon-dev/state.json'), 'utf8')),
    text: (wanted) => {
      let last;
      return until(async () => (last = (await ask(dev.address + '/text')).text) === wanted,
        () => `/text is ${JSON.stringify(last)} and not ${JSON.stringify(wanted)}; ${log}`);
    },
  };
  try {
    await until(() => log.match(/http:\/\/\S+/) || ended !== undefined, () => `no address: ${log}`);
    check(ended === undefined, `kaon dev ended with ${ended}: ${log}`);
    [dev.address] = log.match(/http:\/\/[^\s]+/);
    await test(dev);
  } catch (error) {
    console.error(log);
    throw error;
  } finally {
    if (ended === undefined) server.kill('SIGINT');
    await Promise.race([exit, pause(10000).then(() => server.kill('SIGKILL'))]);
    await rm(folder, { recursive: true, force: true });
  }
}
