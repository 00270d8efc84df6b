/* The whole site to be read and searched without a connection, once a reader has been there. Off unless an archive has
   this file among the assets of its own theme. Pages load it to install it; at the site's root it is the service worker.

   `manifest-sha256.txt` says what there is: a file with another digest is loaded anew. Who is online is never shown an
   old page. Downloads are not kept. */
(() => {
  'use strict';

  if (self.document) {
    const address = new URL('../service-worker.js', document.currentScript.src);
    if (address.protocol.startsWith('http')) navigator.serviceWorker?.register(address).catch(() => {});
    return;
  }

  const HOME = new URL('.', location).href;
  const MANIFEST = HOME + 'manifest-sha256.txt';
  const KEPT = [/^assets\//, /^pagefind\//, /\.html$/];  // a page comes after what it needs
  const open = () => caches.open('sitegen ' + HOME);

  async function readManifest(response) {
    const text = response ? await response.text() : '';
    const rows = [...text.matchAll(/^([0-9a-f]{64})  (.+)$/gm)];
    return new Map(KEPT.flatMap(kept => rows.filter(([, , path]) => kept.test(path)).map(([, digest, path]) =>
      [HOME + path.split('/').map(encodeURIComponent).join('/'), digest])));
  }

  /* Makes what is kept what the site is now; broken off, it goes on where it was the next time. */
  async function update() {
    const answer = await fetch(MANIFEST, { cache: 'no-cache' });
    if (!answer.ok) throw new Error(`${MANIFEST}: ${answer.status}`);
    const cache = await open();
    const before = await readManifest(await cache.match(MANIFEST));
    const now = await readManifest(answer.clone());
    for (const [address, digest] of now) {
      if (before.get(address) !== digest) await cache.add(new Request(address, { cache: 'no-cache' }));
    }
    await Promise.all([...before.keys()].filter(address => !now.has(address)).map(address => cache.delete(address)));
    await cache.put(MANIFEST, answer);
  }

  /* From the web; without a connection, what is kept. */
  async function answer(request) {
    try {
      return await fetch(request);
    } catch (failure) {
      const address = request.url.split(/[?#]/)[0];
      const kept = await (await open()).match(address === HOME ? HOME + 'index.html' : address);
      if (kept) return kept;
      throw failure;
    }
  }

  let updating;

  addEventListener('install', event => event.waitUntil(update().then(() => skipWaiting())));
  addEventListener('activate', event => event.waitUntil(clients.claim()));
  addEventListener('fetch', event => {
    const { request } = event;
    if (request.method !== 'GET' || !request.url.startsWith(HOME)) return;
    event.respondWith(answer(request));
    if (request.mode === 'navigate') event.waitUntil(updating ??= update().catch(() => {}).finally(() => { updating = undefined; }));
  });
})();
