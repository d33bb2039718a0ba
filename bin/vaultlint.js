#!/usr/bin/env node
import module from "node:module";

// Node 22.8 and later keep compiled code between runs; on Node 20 the function does not exist.
module.enableCompileCache?.();
await import("../dist/cli.js");
