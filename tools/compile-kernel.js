// Compiles a kernel from AssemblyScript to WebAssembly, in memory.
import { readFile } from "node:fs/promises";
import { main } from "assemblyscript/asc";

/** The module of the kernel in a folder of src. @param {string} path of the folder @param {number} pages of its memory @returns {Promise<Uint8Array>} */
export async function compileKernel(path, pages) {
  const folder = new URL(`../src/${path}/`, import.meta.url);
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
  if (error || !module) throw new Error(`src/${path}/kernel.as.ts does not compile:\n${String(stderr)}`);
  return module;
}
