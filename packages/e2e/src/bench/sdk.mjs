import { fork } from 'node:child_process';
import { join } from 'node:path';

/**
 * One upload by the SDK in its own process.
 *
 * @param kind - Of the source, as `sources.mjs` names it.
 * @returns Its time from the call to the result, the chunks it sent, and its memory: idle is signed in and at rest, peak
 * is the largest that the system ever counted for the process.
 */
export async function uploadFromNode(server, path, kind = 'path') {
  const child = fork(join(import.meta.dirname, 'sdk-process.mjs'), { execArgv: ['--expose-gc'] });
  const ended = new Promise((_, failed) => {
    child.once('exit', (code) => failed(new Error(`The upload's process ended with exit code ${code}.`)));
  });
  child.send({ account: server.account, path, name: `bench ${process.pid}`, kind });
  const result = await Promise.race([new Promise((done) => child.once('message', done)), ended]);
  await server.forget(result.uuid);
  return result;
}
