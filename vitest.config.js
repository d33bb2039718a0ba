import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // Most tests wait for programs that they started.
    maxWorkers: "100%",
    reporters: ["default", "./tools/plain-reporter.js"],
    coverage: {
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["src/detect/generated/**"],
      reporter: ["text-summary"],
    },
    projects: [
      { test: { name: "hermetic", include: ["test/**/*.test.ts"], exclude: ["test/clients/**"], testTimeout: 30_000 } },
      { test: { name: "clients", include: ["test/clients/**/*.test.ts"], testTimeout: 180_000, hookTimeout: 300_000 } },
    ],
  },
});
