/** The walk in a service worker, below the bundle that leaves `piyaSmoke` behind: options and report are messages. */
/* global piyaSmoke */
addEventListener('message', (event) => {
  const [port] = event.ports;
  event.waitUntil(
    piyaSmoke.smoke(event.data).then(
      (report) => port.postMessage({ report }),
      (error) => port.postMessage({ failure: String(error?.stack ?? error) }),
    ),
  );
});
