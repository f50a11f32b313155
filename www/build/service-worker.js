// Keeps the playground on this machine: after the first visit it works without a network.
// A new version takes over when no page of the old one is open: an open page still finds its own files.

// Several copies may live on one host.
const OURS = `ddlint ${registration.scope} `;
const CACHE = OURS + __VERSION__;
const LATER = `${OURS}later`;
const FILES = __FILES__;

addEventListener("install", event => {
    event.waitUntil(caches.open(CACHE).then(cache => cache.addAll(FILES)));
});

addEventListener("activate", event => {
    const isOld = name => name.startsWith(OURS) && name !== CACHE;
    event.waitUntil(caches.keys().then(names => Promise.all(names.filter(isOld).map(name => caches.delete(name)))).then(() => clients.claim()));
});

addEventListener("fetch", event => {
    const { request } = event;
    const isOurs = request.method === "GET" && request.url.startsWith(registration.scope);
    if (isOurs) {
        event.respondWith(request.mode === "navigate" ? newest(request) : kept(request));
    }
});

// Pages are asked for anew, so that a new version is seen; without a network the kept one is shown.
async function newest(request) {
    try {
        const response = await fetch(request);
        if (response.ok && request.url.includes("/rules/")) {
            (await caches.open(LATER)).put(request, response.clone());
        }
        return response;
    } catch {
        return (await caches.match(request, { ignoreSearch: true })) ?? (await caches.match(registration.scope)) ?? Response.error();
    }
}

// Names of files change with what is in them.
async function kept(request) {
    const known = await caches.match(request, { ignoreVary: true });
    if (known) {
        return known;
    }
    const response = await fetch(request);
    if (response.ok && request.url.includes("/assets/")) {
        (await caches.open(LATER)).put(request, response.clone());
    }
    return response;
}
