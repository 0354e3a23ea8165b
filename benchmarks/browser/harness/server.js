// One static server for all applications, which counts what a page asks for.
import http from 'node:http';
import fs from 'node:fs/promises';
import path from 'node:path';
import zlib from 'node:zlib';

const types = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.wasm': 'application/wasm',
  '.css': 'text/css; charset=utf-8', '.woff2': 'font/woff2', '.woff': 'font/woff', '.json': 'application/json',
  '.svg': 'image/svg+xml',
};
// As published: smaller files are sent as they are.
const least_compressed = 1024;

const encodings = {
  raw: (body) => body,
  gzip: (body) => zlib.gzipSync(body, { level: 9 }),
  brotli: (body) => zlib.brotliCompressSync(body),
};
const encode = (body, encoding) => (body.length < least_compressed ? body : encodings[encoding](body));

/** `folders` maps the first part of a path to a folder; everything lies in memory after its first use. */
export class Server {
  #folders;
  #files = new Map();
  #asked = new Set();
  #last_request = 0;
  #server = http.createServer((request, response) => this.#answer(request, response));
  /** Whether answers are compressed with brotli; off while scripts are timed, on for the first paint. */
  compressed = false;

  constructor(folders) {
    this.#folders = folders;
  }

  async start() {
    await new Promise((done) => this.#server.listen(0, '127.0.0.1', done));
    return this;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  address(name) {
    return `http://127.0.0.1:${this.#server.address().port}/${name}/index.html`;
  }

  forget_requests() {
    this.#asked.clear();
  }

  quiet_ms() {
    return performance.now() - this.#last_request;
  }

  /** Bytes of everything asked for since forget_requests(), but for the style that all share. */
  transferred() {
    const own = [...this.#asked].filter((name) => !name.startsWith('/css/'));
    const bodies = own.map((name) => this.#files.get(name).raw);
    const sum = (encoding) => bodies.reduce((total, body) => total + encode(body, encoding).length, 0);
    return { files: own.length, raw: sum('raw'), gzip: sum('gzip'), brotli: sum('brotli') };
  }

  async #file(name) {
    if (!this.#files.has(name)) {
      const [, root, ...rest] = name.split('/');
      const folder = this.#folders[root];
      if (!folder || rest.includes('..')) return undefined;
      const raw = await fs.readFile(path.join(folder, ...rest)).catch(() => undefined);
      if (!raw) return undefined;
      this.#files.set(name, { raw, brotli: encode(raw, 'brotli') });
    }
    return this.#files.get(name);
  }

  async #answer(request, response) {
    this.#last_request = performance.now();
    const name = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    const file = await this.#file(name);
    // The two policies isolate the page, which gives it a clock of 5 µs and the memory measurement.
    const head = {
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    };
    if (!file) {
      response.writeHead(name === '/favicon.ico' ? 204 : 404, head).end();
      return;
    }
    this.#asked.add(name);
    head['content-type'] = types[path.extname(name)] ?? 'application/octet-stream';
    const squeeze = this.compressed && file.brotli !== file.raw && /\bbr\b/.test(request.headers['accept-encoding']);
    if (squeeze) head['content-encoding'] = 'br';
    const body = squeeze ? file.brotli : file.raw;
    response.writeHead(200, { ...head, 'content-length': body.length }).end(body);
  }
}
