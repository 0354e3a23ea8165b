// The routes on Elysia. Usage: bun elysia.js PORT CORES FOLDER [CERTIFICATE KEY]; CORES is taken for 1.
import { Elysia, file } from 'elysia';
import { basename, join } from 'node:path';

const [port, , folder, certificate, key] = process.argv.slice(2);

new Elysia()
  .get('/plaintext', () => 'Hello, World!')
  .get('/json', () => ({ message: 'Hello, World!' }))
  .get('/users/:id', ({ params }) => ({ id: Number(params.id), name: 'Ada Lovelace' }))
  .post('/orders', ({ body: { items } }) => ({
    items: items.length, total: items.reduce((sum, item) => sum + item.quantity * item.price, 0) }))
  .post('/echo', async ({ request }) => new Response(await request.arrayBuffer()), { parse: 'none' })
  .get('/static/:name', ({ params }) => file(join(folder, basename(params.name))))
  .ws('/ws', { message: (socket, message) => void socket.send(message) })
  .listen({ port: Number(port), hostname: '127.0.0.1',
    tls: certificate && { cert: Bun.file(certificate), key: Bun.file(key) } });
