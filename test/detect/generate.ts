// What tests draw their values with: `vaultlint rules test` does, too.
export { complete, fill, seeded } from "../../src/rule-tests/generate.ts";
