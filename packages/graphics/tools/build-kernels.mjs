// Compiles the kernels' AssemblyScript to dist/kernels.wasm and, for memory that threads share, dist/kernels-shared.wasm.
// Does nothing when they are newer than their sources. Runs on the system's Node 20.
import { mkdirSync, readdirSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { main as compile } from "assemblyscript/asc";

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = join(root, "src/kernels/assembly");
const outputs = { "kernels.wasm": [], "kernels-shared.wasm": ["--sharedMemory", "--enable", "threads"] };
/** Pages of 64 KB; those of kernels.ts. */
const MEMORY = ["--importMemory", "--initialMemory", "16", "--maximumMemory", "32768"];
const OPTIONS = ["--optimizeLevel", "3", "--shrinkLevel", "0", "--converge", "--noAssert", "--runtime", "minimal"];
const FEATURES = ["--enable", "simd", "--use", "abort="];

/** When the file was last changed; 0 when there is none. */
function changedAt(path) {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Compiles what is out of date. Throws an Error that says what does not compile. */
export default async function buildKernels() {
  const newest = Math.max(
    ...readdirSync(sources).map((name) => changedAt(join(sources, name))),
    changedAt(join(sources, "../tile-layout.ts")),
    changedAt(fileURLToPath(import.meta.url)),
  );
  mkdirSync(join(root, "dist"), { recursive: true });
  for (const [name, flavour] of Object.entries(outputs)) {
    const output = join(root, "dist", name);
    if (changedAt(output) > newest) continue;
    // Renamed when it is whole: others may be reading, or compiling as well.
    const unfinished = `${output}.${process.pid}`;
    const parameters = ["index.ts", "--baseDir", sources, "--outFile", unfinished, ...OPTIONS, ...MEMORY, ...FEATURES];
    const { error, stderr } = await compile([...parameters, ...flavour]);
    if (error) throw new Error(`${name} does not compile: ${error.message}\n${stderr}`);
    renameSync(unfinished, output);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels();
