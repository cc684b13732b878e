import { loadConfig } from '../config/config.js';
import { VERSION } from '../version.js';
import { defineCommand, EXIT } from './command.js';
import { quickImports } from './quick-imports.js';

/** `piyakast serve`: runs the server until the process is asked to stop. */
export const serve = defineCommand({}, async (io) => {
  const config = loadConfig(io.env);
  quickImports(config.dataDir);
  const { startServer } = await import('../main.js');
  const server = await startServer(config);
  io.out(`PIYAKast ${VERSION} listens on ${server.url}`);
  if (server.signInUrl !== undefined) io.out(`Sign in: ${server.signInUrl}`);
  await io.stopped;
  await server.close();
  return EXIT.ok;
});
