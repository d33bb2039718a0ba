import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// What drives real clients, or needs minutes of git, server and command line: `npm run test:clients`, so that `npm test` stays short.
const clients = [
  ...["test/clients/**/*.test.ts", "test/gates/**/*.test.ts", "test/action/*.test.ts"],
  "test/cli/{baseline,diff,history,hostile-git,key-files,redaction,staged}.test.ts",
  "test/detect/{plain-rules,real-files}.test.ts",
];

export default defineConfig({
  test: {
    // Most tests wait for programs that they started.
    maxWorkers: Math.ceil(availableParallelism() * 1.5),
    globalSetup: "./test/temporary.ts",
    reporters: ["default", "./tools/plain-reporter.js"],
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/*/generated/**"],
      reporter: ["text-summary"],
    },
    projects: [
      {
        test: {
          name: "hermetic",
          include: ["test/**/*.test.ts", "test/bench/*.test.js"],
          exclude: clients,
          testTimeout: 30_000,
        },
      },
      { test: { name: "clients", include: clients, testTimeout: 180_000, hookTimeout: 300_000 } },
    ],
  },
});
