import fc from "fast-check";
import { expect, test } from "vitest";
import { ModelVolume } from "./testing/model-volume.ts";
import { fileText, problemOf, putFile, temporaryVolume } from "./testing/temporary-volume.ts";
import { measureTree } from "./tree.ts";
import type { Volume } from "./volume.ts";

const name = fc.constantFrom("a", "A", "été", "ÉTÉ", "日本", "b.txt");
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join("/"));
const text = fc.string({ maxLength: 20, unit: "grapheme-ascii" });

const operation = fc.oneof(
  fc.record({ kind: fc.constant("folder" as const), path }),
  fc.record({ kind: fc.constant("put" as const), path, text }),
  fc.record({ kind: fc.constant("write" as const), path, text, offset: fc.nat(50) }),
  fc.record({ kind: fc.constant("remove" as const), path }),
  fc.record({ kind: fc.constant("rename" as const), path, to: path, replace: fc.boolean() }),
);
type Operation = typeof operation extends fc.Arbitrary<infer Value> ? Value : never;

async function write(volume: Volume, path: string, offset: number, text: string): Promise<void> {
  const file = await volume.open(path, { access: "write", create: "never", kind: "file" });
  try {
    await file.write(offset, Buffer.from(text));
  } finally {
    await file.close();
  }
}

async function makeFolder(volume: Volume, path: string): Promise<void> {
  const folder = await volume.open(path, { access: "read", create: "always", kind: "folder" });
  await folder.close();
}

function run(volume: Volume, done: Operation): Promise<void> {
  switch (done.kind) {
    case "folder":
      return makeFolder(volume, done.path);
    case "put":
      return putFile(volume, done.path, done.text);
    case "write":
      return write(volume, done.path, done.offset, done.text);
    case "remove":
      return volume.remove(done.path);
    case "rename":
      return volume.rename(done.path, done.to, done.replace);
  }
}

function runInModel(model: ModelVolume, done: Operation) {
  switch (done.kind) {
    case "folder":
      return model.makeFolder(done.path);
    case "put":
      return model.put(done.path, done.text);
    case "write":
      return done.text === "" ? model.write(done.path, 0, "") : model.write(done.path, done.offset, done.text);
    case "remove":
      return model.remove(done.path);
    case "rename":
      return model.rename(done.path, done.to, done.replace);
  }
}

test("a folder of the disk is a volume as Windows knows them, whatever is done", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { maxLength: 40 }), async (operations) => {
      const { volume, usage, remove } = temporaryVolume();
      const model = new ModelVolume();
      try {
        for (const done of operations) {
          expect([done, await problemOf(run(volume, done))]).toEqual([done, runInModel(model, done)]);
        }
        for (const [at, { name, content }] of model.nodes) {
          const facts = await volume.lookup(at);
          expect(facts).toMatchObject({ name, isFolder: !content, size: content?.length ?? 0 });
          if (content) expect(await fileText(volume, at)).toBe(content.toString());
          else expect((await volume.list(at)).map((entry) => entry.name).sort()).toEqual(model.names(at));
        }
        expect(usage.used).toBe(model.size);
        expect((await measureTree(volume)).size).toBe(model.size);
      } finally {
        await remove();
      }
    }),
    { numRuns: 40 },
  );
});

test("whatever is done at the same time, the bytes are counted right", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(operation, { minLength: 10, maxLength: 60 }), async (operations) => {
      const { volume, usage, remove } = temporaryVolume(400);
      try {
        await makeFolder(volume, "a");
        await Promise.all(operations.map((done) => problemOf(run(volume, done))));
        expect(usage.used).toBe((await measureTree(volume)).size);
        expect(usage.used).toBeLessThanOrEqual(400);
      } finally {
        await remove();
      }
    }),
    { numRuns: 15 },
  );
});
