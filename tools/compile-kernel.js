// Compiles the scanning kernel from AssemblyScript to WebAssembly, in memory.
import { readFile } from "node:fs/promises";
import { main } from "assemblyscript/asc";

const folder = new URL("../src/detect/kernel/", import.meta.url);

/** The kernel's module. @param {number} pages of its memory @returns {Promise<Uint8Array>} */
export async function compileKernel(pages) {
  /** @type {Uint8Array | undefined} */
  let module;
  const { error, stderr } = await main(
    [
      "kernel.as.ts",
      ...["--outFile", "kernel.wasm", "-O3", "--noAssert", "--runtime", "stub", "--enable", "simd"],
      ...["--importMemory", "--initialMemory", String(pages)],
    ],
    {
      readFile: (name) => readFile(new URL(name, folder), "utf8").catch(() => null),
      writeFile: (_, contents) => {
        if (typeof contents !== "string") module = contents;
      },
      listFiles: () => [],
    },
  );
  if (error || !module) throw new Error(`src/detect/kernel/kernel.as.ts does not compile:\n${String(stderr)}`);
  return module;
}
