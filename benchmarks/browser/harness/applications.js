// Who is measured: builds each application into a folder of its own, or says why it cannot be measured here.
import fs from 'node:fs/promises';
import path from 'node:path';
import { build, here, modules, require_package, version_of } from './places.js';

const first_line = (error) => String(error.message ?? error).split('\n')[0];

// Solid's compiler, as its own tools use it: Babel turns JSX into template clones and bindings.
const solid_compiler = {
  name: 'solid',
  setup(bundler) {
    const babel = require_package('@babel/core');
    bundler.onLoad({ filter: /\.jsx$/ }, async ({ path: file }) => {
      const compiled = await babel.transformFileAsync(file, {
        presets: [require_package.resolve('babel-preset-solid')], babelrc: false, configFile: false,
      });
      return { contents: compiled.code, loader: 'js' };
    });
  },
};

async function bundle(name, entry, options) {
  const folder = path.join(build, 'apps', name);
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
  await require_package('esbuild').build({
    entryPoints: [path.join(here, 'apps', name, entry)], outfile: path.join(folder, 'main.js'), nodePaths: [modules],
    bundle: true, minify: true, format: 'esm', target: 'es2022', legalComments: 'none', logLevel: 'silent',
    conditions: ['production', 'browser'], define: { 'process.env.NODE_ENV': '"production"' }, ...options,
  });
  await fs.copyFile(path.join(here, 'apps', name, 'index.html'), path.join(folder, 'index.html'));
  return folder;
}

async function from_folder(folder) {
  if (!folder) throw new Error('not measured: no --kaon DIR was given');
  await fs.access(path.join(folder, 'index.html')).catch(() => {
    throw new Error(`${folder} has no index.html`);
  });
  return path.resolve(folder);
}

/** The known applications by name; `prepare` gives the folder that is served. The first is the base of all ratios. */
const known = (options) => ({
  vanilla: { title: 'vanilla JavaScript', version: () => '', prepare: () => bundle('vanilla', 'main.js') },
  solid: { title: 'Solid', version: () => version_of('solid-js'),
           prepare: () => bundle('solid', 'main.jsx', { plugins: [solid_compiler] }) },
  react: { title: 'React', version: () => version_of('react-dom'),
           prepare: () => bundle('react', 'main.jsx', { jsx: 'automatic' }) },
  kaon: { title: 'Kaon', version: () => options.commit, prepare: () => from_folder(options.kaon) },
});

/** [{name, title, version, folder, missing}]; `missing` is the reason where there is no folder. */
export async function prepare_applications(options) {
  const all = known(options);
  return Promise.all(
    options.applications.map(async (name) => {
      const { title, version, prepare } = all[name];
      try {
        return { name, title, folder: await prepare(), version: version() };
      } catch (error) {
        return { name, title, version: '', missing: first_line(error) };
      }
    }),
  );
}

/** The folder of what all applications share: Bootstrap, its icon font, and the benchmark's own lines. */
export async function prepare_style() {
  const [folder, bootstrap] = [path.join(build, 'style'), path.join(modules, 'bootstrap', 'dist')];
  await fs.mkdir(path.join(folder, 'fonts'), { recursive: true });
  const sheet = await fs.readFile(path.join(bootstrap, 'css', 'bootstrap.min.css'), 'utf8');
  const own = await fs.readFile(path.join(here, 'style.css'), 'utf8');
  await fs.writeFile(path.join(folder, 'currentStyle.css'), sheet.replaceAll('../fonts/', 'fonts/') + own);
  await fs.cp(path.join(bootstrap, 'fonts'), path.join(folder, 'fonts'), { recursive: true });
  return folder;
}
