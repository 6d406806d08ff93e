/** A page of another origin that tries to read the venue, and says whether it could. */
import { once } from 'node:events';
import { createServer } from 'node:http';

export async function foreignPage(
  target: string,
): Promise<{ readonly origin: string; close(): Promise<void> }> {
  const script = `fetch(${JSON.stringify(target)}, { credentials: 'include' })
    .then((answer) => answer.text()).then(() => 'read', () => 'refused')
    .then((text) => { document.getElementById('answer').textContent = text; });`;
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(
      `<!doctype html><title>Foreign</title><p id="answer"></p><script>${script}</script>`,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    origin: `http://localhost:${port}`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
