/** The sandbox in its own process: sends its parent the address and the account, and closes on request. */
import { startSandbox } from '@piyakast/testing/sandbox';

const sandbox = await startSandbox({ media: 'sniff' });
const { username, password } = sandbox.account;
process.send({ url: sandbox.url, username, password });
for (const event of ['message', 'disconnect']) {
  process.once(event, async () => {
    await sandbox.close();
    process.exit(0);
  });
}
