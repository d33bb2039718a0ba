/** Where the built thread lies. In a bundle this module is replaced by one that looks beside itself: see tsdown.config.js. */
export const aheadWorkerFile: URL = new URL("../dist/ahead-worker.js", import.meta.url);
