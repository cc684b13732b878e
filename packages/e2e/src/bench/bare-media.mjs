/** The bare peer: one file, in ranges, by node:http and nothing else. Argument: the file. */
import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';

const [, , file] = process.argv;
const { size } = statSync(file);

const server = createServer((request, reply) => {
  const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
  const start = Number(first ?? 0);
  const end = Math.min(Number(last ?? size - 1), size - 1);
  reply.writeHead(206, {
    'content-type': 'video/mp4',
    'content-length': end - start + 1,
    'content-range': `bytes ${start}-${end}/${size}`,
  });
  createReadStream(file, { start, end }).pipe(reply);
});
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}/` }));
