#!/usr/bin/env node
"use strict";
// Node ends with 1 after a fault, and with 0 where there is nothing left to wait for: here 1 says "found" and 0 "nothing found".
let isDone = false;
process.once("exit", () => {
  if (!isDone) process.exitCode = 2;
});
process.once("uncaughtExceptionMonitor", () => {
  isDone = false;
});
require("../dist/cli.cjs").ended.then(() => {
  isDone = true;
});
