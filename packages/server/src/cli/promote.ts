import { defineCommand, EXIT } from './command.js';
import { serverClient } from './server-client.js';

/** Asks the running server to publish what waits. Works with the embedded owner's token, or with `PIYAKAST_TOKEN`. */
export const promote = defineCommand({}, async (io, _values, [id]) => {
  const client = await serverClient(io.env);
  if (id !== undefined) {
    const video = await client.videos.retry(id);
    io.out(`${video.id}  ${video.state}  ${video.name}`);
    return EXIT.ok;
  }
  let asked = 0;
  for (let start = 0; ; start += 100) {
    const { data } = await client.videos.list({ start, count: 100 });
    for (const video of data.filter(({ state }) => state === 'local' || state === 'stored')) {
      await client.videos.retry(video.id);
      io.out(`${video.id}  ${video.name}`);
      asked++;
    }
    if (data.length < 100) break;
  }
  io.out(asked === 0 ? 'Nothing waits.' : `${asked} asked to publish now.`);
  return EXIT.ok;
});
