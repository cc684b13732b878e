import { connect } from 'node:net';

/**
 * Sends one request again and again over so many connections, and counts the answers. Written on sockets, because an HTTP
 * client would cost more than what it measures; understands what the measured answers are: a `Content-Length`, no chunks.
 *
 * @returns Requests and bytes of bodies for each second, the time that 99 % were answered in, and answers that were no success.
 */
export async function load(url, { connections = 16, seconds = 3, headers = {} } = {}) {
  const { hostname, port, pathname, search, host } = new URL(url);
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = `GET ${pathname}${search} HTTP/1.1\r\n${lines.join('')}\r\n`;
  const count = { requests: 0, bytes: 0, failed: 0 };
  const latencies = [];
  const startedMs = performance.now();
  const endMs = startedMs + seconds * 1000;

  const one = () =>
    new Promise((resolve, reject) => {
      const socket = connect(Number(port), hostname);
      let head = '';
      let rest = -1;
      let sentMs = 0;
      const send = () => {
        if (performance.now() >= endMs) return socket.destroy();
        head = '';
        rest = -1;
        sentMs = performance.now();
        socket.write(request);
      };
      socket.once('connect', send);
      socket.setTimeout(10_000, () => socket.destroy(new Error(`${url} did not answer for 10 seconds.`)));
      socket.once('error', reject);
      socket.once('close', resolve);
      socket.on('data', (chunk) => {
        let body = chunk.length;
        if (rest < 0) {
          head += chunk.toString('latin1');
          const end = head.indexOf('\r\n\r\n');
          if (end < 0) return;
          rest = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? Number.NaN);
          if (Number.isNaN(rest))
            return socket.destroy(new Error(`${url} answered without a length: ${head.slice(0, 200)}`));
          if (!/^HTTP\/1.1 20[06]/.test(head)) count.failed++;
          body = head.length - end - 4;
        }
        rest -= body;
        count.bytes += body;
        if (rest > 0) return;
        count.requests++;
        latencies.push(performance.now() - sentMs);
        send();
      });
    });
  await Promise.all(Array.from({ length: connections }, one));
  const spent = (performance.now() - startedMs) / 1000;
  latencies.sort((a, b) => a - b);
  return {
    perSecond: count.requests / spent,
    bytesPerSecond: count.bytes / spent,
    p99Ms: latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN,
    failed: count.failed,
  };
}
