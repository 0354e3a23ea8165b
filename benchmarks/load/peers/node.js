// The routes on node:http (node:https, node:http2) without a framework. Usage: node node.js PORT CORES FOLDER
// [CERTIFICATE KEY]; CORES is taken for 1. H2=1: HTTP/2 by prior knowledge, or by ALPN where there is a certificate.
const { readFileSync, createReadStream, statSync } = require('node:fs');
const { basename, join } = require('node:path');
const http = require('node:http');
const https = require('node:https');
const http2 = require('node:http2');

const [port, , folder, certificate, key] = process.argv.slice(2);

const send = (response, type, content) => {
  response.writeHead(200, { 'content-type': type, 'content-length': Buffer.byteLength(content) });
  response.end(content);
};
const sendJson = (response, value) => send(response, 'application/json', JSON.stringify(value));

const collect = (request, use) => {
  const pieces = [];
  request.on('data', (piece) => pieces.push(piece));
  request.on('end', () => use(Buffer.concat(pieces)));
};

const order = (response, { items }) =>
  sendJson(response, { items: items.length, total: items.reduce((sum, item) => sum + item.quantity * item.price, 0) });

const file = (response, name) => {
  const path = join(folder, basename(name));
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': statSync(path).size });
  createReadStream(path).pipe(response);
};

const answer = (request, response) => {
  const { url } = request;
  if (url === '/plaintext') return send(response, 'text/plain', 'Hello, World!');
  if (url === '/json') return sendJson(response, { message: 'Hello, World!' });
  if (url.startsWith('/users/')) return sendJson(response, { id: Number(url.slice(7)), name: 'Ada Lovelace' });
  if (url === '/orders') return collect(request, (body) => order(response, JSON.parse(body)));
  if (url === '/echo') return collect(request, (body) => send(response, 'application/octet-stream', body));
  if (url.startsWith('/static/')) return file(response, url);
  response.writeHead(404).end();
};

const secure = certificate && { cert: readFileSync(certificate), key: readFileSync(key), allowHTTP1: true };
const server = process.env.H2
  ? secure ? http2.createSecureServer(secure, answer) : http2.createServer(answer)
  : secure ? https.createServer(secure, answer) : http.createServer(answer);
server.listen({ port: Number(port), host: '127.0.0.1', backlog: 4096 });
