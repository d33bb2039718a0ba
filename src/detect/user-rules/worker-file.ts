/** Where the built worker lies. In a bundle this module is replaced by one that looks beside itself: see tsdown.config.js. */
export const workerFile: URL = new URL("../../../dist/user-rules.js", import.meta.url);
