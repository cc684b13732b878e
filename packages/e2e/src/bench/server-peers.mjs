import { execFileSync, fork, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const COMMAND = join(dirname(require.resolve('@piyakast/server/package.json')), 'bin/piyakast.mjs');

/** A piyakast server whose PeerTube is away, so that everything plays from here. */
export async function startPiyakast(dataDir, env = {}) {
  const child = spawn(process.execPath, [COMMAND, 'serve'], {
    env: {
      ...{ PATH: process.env.PATH, HOME: process.env.HOME, PORT: '0', LOG_LEVEL: 'error', DATA_DIR: dataDir },
      ...{ PEERTUBE_URL: 'http://127.0.0.1:9', PEERTUBE_USERNAME: 'bench', PEERTUBE_PASSWORD: crypto.randomUUID() },
      ...{ RATE_LIMIT_PER_ADDRESS: '0', RATE_LIMIT_PER_USER: '0', MAX_UPLOAD_BYTES: String(8 * 2 ** 30) },
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [url, token] = await new Promise((resolve, reject) => {
    let text = '';
    const take = (chunk) => {
      text += chunk;
      const found = /Sign in: (http\S+)\/#token=(\S+)/.exec(text);
      if (found) resolve(found.slice(1));
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${text}`)));
  });
  return { url, token, pid: child.pid, stop: () => ended(child) };
}

/** One of the bare peers in its own process. */
export async function startBare(script, argument) {
  const child = fork(join(import.meta.dirname, script), [argument]);
  const { url } = await new Promise((resolve) => child.once('message', resolve));
  return { url, pid: child.pid, stop: () => ended(child) };
}

/** nginx, when it is installed: the folder by sendfile, and before a server by X-Accel-Redirect. */
export async function startNginx(folder, filesDir, upstream) {
  const port = await freePort();
  for (const name of ['body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']) mkdirSync(join(folder, name), { recursive: true });
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name.replace('client_', ''))};`,
  );
  const config = join(folder, 'nginx.conf');
  writeFileSync(
    config,
    `user ${execFileSync('id', ['-un']).toString().trim()};
worker_processes 1; pid ${join(folder, 'nginx.pid')}; error_log stderr error; daemon off;
events { worker_connections 1024; }
http {
  access_log off; sendfile on; keepalive_requests 1000000; ${temporary.join(' ')}
  upstream server { server ${new URL(upstream).host}; keepalive 32; keepalive_requests 1000000; }
  server {
    listen 127.0.0.1:${port};
    location /plain/ { alias ${filesDir}/; }
    location /files/ { internal; alias ${filesDir}/; }
    location / { proxy_pass http://server; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; }
  }
}
`,
  );
  const child = spawn('nginx', ['-c', config, '-p', folder], { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries++) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url, stop: () => ended(child) };
}

export const hasNginx = () => {
  try {
    execFileSync('nginx', ['-v'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};

/** Megabytes that a process has now, and the most that it had (Linux). */
export function memoryOf(pid) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const megabytes = (name) => Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
  return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
}

async function ended(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.removeAllListeners('exit');
  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exit;
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
