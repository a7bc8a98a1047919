// node packages/graphics/src/testing/record-case.ts NAME: writes the pictures that a case expects and that are not there
// yet, as the decoder shows them now, and says which errors it met. Look at the pictures before you commit them.
import { existsSync, writeFileSync } from "node:fs";
import { CaseRun, caseFile, loadCase } from "./case-folder.ts";
import { encodePng } from "./png.ts";

const [name = ""] = process.argv.slice(2);
const loaded = loadCase(name);
const run = new CaseRun(name, loaded);
for (const [i, step] of loaded.steps.entries()) {
  const { error, pixels } = await run.run(step);
  if (error !== step.error) process.stdout.write(`step ${i}: ${error ?? "no error"}\n`);
  if (!step.pixels || existsSync(caseFile(name, step.pixels))) continue;
  writeFileSync(caseFile(name, step.pixels), encodePng(pixels));
  process.stdout.write(`step ${i}: ${step.pixels}\n`);
}
