/** The bare peer of uploads: @tus/server with its file store. Argument: the folder. */
import { createRequire } from 'node:module';

const require = createRequire(createRequire(import.meta.url).resolve('@piyakast/server/package.json'));
const { Server } = await import(require.resolve('@tus/server'));
const { FileStore } = await import(require.resolve('@tus/file-store'));

const tus = new Server({ path: '/files', datastore: new FileStore({ directory: process.argv[2] }) });
const server = tus.listen(0, '127.0.0.1', () =>
  process.send({ url: `http://127.0.0.1:${server.address().port}/files` }),
);
