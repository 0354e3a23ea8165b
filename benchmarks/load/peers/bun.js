// The routes on Bun.serve. Usage: bun bun.js PORT CORES FOLDER [CERTIFICATE KEY]; CORES is taken for 1.
import { basename, join } from 'node:path';

const [port, , folder, certificate, key] = process.argv.slice(2);

const order = async (request) => {
  const { items } = await request.json();
  return Response.json({
    items: items.length, total: items.reduce((sum, item) => sum + item.quantity * item.price, 0) });
};

Bun.serve({
  port: Number(port),
  hostname: '127.0.0.1',
  tls: certificate && { cert: Bun.file(certificate), key: Bun.file(key) },
  routes: {
    '/plaintext': () => new Response('Hello, World!'),
    '/json': () => Response.json({ message: 'Hello, World!' }),
    '/users/:id': (request) => Response.json({ id: Number(request.params.id), name: 'Ada Lovelace' }),
    '/orders': { POST: order },
    '/echo': { POST: async (request) => new Response(await request.arrayBuffer()) },
    '/static/:name': (request) => new Response(Bun.file(join(folder, basename(request.params.name)))),
    '/ws': (request, server) => (server.upgrade(request) ? undefined : new Response(null, { status: 400 })),
  },
  websocket: { message: (socket, message) => void socket.send(message) },
});
