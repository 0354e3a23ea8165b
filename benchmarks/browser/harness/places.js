// Where things lie, and packages from the folder that `npm ci` fills (outside the sources).
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const root = path.resolve(here, '..', '..');
export const build = path.join(root, 'build', 'bench', 'browser');
export const modules = path.join(build, 'node_modules');

export const require_package = createRequire(path.join(build, 'package.json'));
export const version_of = (name) => require_package(path.join(modules, name, 'package.json')).version;
