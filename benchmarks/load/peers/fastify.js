// The routes on Fastify, with response schemas, which make its JSON fastest. Usage: node fastify.js PORT CORES FOLDER
// [CERTIFICATE KEY]
const { readFileSync } = require('node:fs');
const cluster = require('node:cluster');

const [port, cores, folder, certificate, key] = process.argv.slice(2);

const answers = (properties) => ({ schema: { response: { 200: { type: 'object', properties } } } });
const text = { type: 'string' };
const integer = { type: 'integer' };

const serve = async () => {
  const https = certificate && { cert: readFileSync(certificate), key: readFileSync(key) };
  const app = require('fastify')({ logger: false, https, bodyLimit: 1 << 20 });
  app.addContentTypeParser('application/octet-stream', { parseAs: 'buffer' }, (request, body, done) => {
    done(null, body);
  });
  await app.register(require('@fastify/static'), { root: folder, prefix: '/static/' });
  await app.register(require('@fastify/websocket'));

  app.get('/plaintext', (request, reply) => {
    reply.type('text/plain').send('Hello, World!');
  });
  app.get('/json', answers({ message: text }), (request, reply) => {
    reply.send({ message: 'Hello, World!' });
  });
  app.get('/users/:id', answers({ id: integer, name: text }), (request, reply) => {
    reply.send({ id: Number(request.params.id), name: 'Ada Lovelace' });
  });
  app.post('/orders', answers({ items: integer, total: integer }), (request, reply) => {
    const { items } = request.body;
    reply.send({ items: items.length, total: items.reduce((sum, item) => sum + item.quantity * item.price, 0) });
  });
  app.post('/echo', (request, reply) => {
    reply.type('application/octet-stream').send(request.body);
  });
  app.get('/ws', { websocket: true }, (socket) => {
    socket.on('message', (message, binary) => socket.send(message, { binary }));
  });
  app.listen({ port: Number(port), host: '127.0.0.1', backlog: 4096 });
};

if (Number(cores) > 1 && cluster.isPrimary) for (let i = 0; i < Number(cores); ++i) cluster.fork();
else serve();
