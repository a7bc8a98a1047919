import { Access, CreateDisposition, CreateOption, Share } from "@passerelle/rdp";
import fc from "fast-check";
import { expect, test } from "vitest";
import { fileText, temporaryVolume } from "../../drives/testing/temporary-volume.ts";
import type { Volume } from "../../drives/volume.ts";
import { DriveUser, type OpenWishes } from "../testing/drive-user.ts";
import { ModelDrive } from "../testing/model-drive.ts";
import { RedirectedDrive } from "./redirected-drive.ts";

type Command =
  | { readonly do: "open"; readonly path: string; readonly wishes: Required<OpenWishes> }
  | { readonly do: "close"; readonly handle: number }
  | { readonly do: "append"; readonly handle: number; readonly text: string }
  | { readonly do: "dispose"; readonly handle: number; readonly isDeleting: boolean }
  | { readonly do: "rename"; readonly handle: number; readonly path: string; readonly replace: boolean };

const path = fc.constantFrom("a", "a", "b", "d", "d/a", "d/e", "d/e/a");
const handle = fc.nat(7);
/** Most of what is asked must succeed, or nothing happens. */
const SHARE_ALL = fc.constant(Share.Read | Share.Write | Share.Delete);
const any = (...bits: readonly number[]) =>
  fc.subarray([...bits]).map((some) => some.reduce((sum, bit) => sum | bit, 0));
const wishes = fc.record({
  access: any(Access.ReadData, Access.WriteData, Access.Delete),
  share: fc.oneof(SHARE_ALL, any(Share.Read, Share.Write, Share.Delete)),
  disposition: fc.oneof({ weight: 2, arbitrary: fc.constant(CreateDisposition.OpenIf) }, fc.nat(5)),
  options: fc.constantFrom(0, 0, CreateOption.DirectoryFile, CreateOption.DirectoryFile, CreateOption.DeleteOnClose),
  attributes: fc.constant(0),
});
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant("open" as const), path, wishes }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("close" as const), handle }) },
  fc.record({ do: fc.constant("append" as const), handle, text: fc.constantFrom("x", "yz") }),
  fc.record({ do: fc.constant("dispose" as const), handle, isDeleting: fc.boolean() }),
  fc.record({ do: fc.constant("rename" as const), handle, path, replace: fc.boolean() }),
);

test("a drive answers as the model does, whatever is asked of it in whatever order", async () => {
  await fc.assert(fc.asyncProperty(fc.array(command, { minLength: 20, maxLength: 60 }), compare), { numRuns: 100 });
});

async function compare(commands: readonly Command[]): Promise<void> {
  const temporary = temporaryVolume();
  const drive = new RedirectedDrive({ volume: temporary.volume, name: "model", isWritable: true });
  const user = new DriveUser(drive);
  const model = new ModelDrive();
  const open: number[] = [];
  try {
    for (const each of commands) await step(each, user, model, open);
    expect(await treeOf(temporary.volume)).toEqual(model.tree);
  } finally {
    for (const file of open) await user.close(file);
    await temporary.remove();
  }
}

/** @param open the ids of open files; the model knows them by the same */
async function step(each: Command, user: DriveUser, model: ModelDrive, open: number[]): Promise<void> {
  if (each.do === "open") {
    const { status, fileId = 0 } = await user.create(`\\${each.path.replaceAll("/", "\\")}`, each.wishes);
    expect(status).toBe(model.open(fileId, each.path, each.wishes));
    if (status === 0) open.push(fileId);
    return;
  }
  const file = open[each.handle % open.length];
  if (file === undefined) return;
  const text = model.text(file);
  switch (each.do) {
    case "close":
      expect(await user.close(file)).toBe(model.close(file));
      open.splice(open.indexOf(file), 1);
      return;
    case "append":
      if (text === undefined) return;
      expect(await user.read(file)).toBe(text);
      expect(await user.write(file, text.length, each.text)).toBe(model.append(file, each.text));
      return;
    case "dispose": {
      const change = { type: "disposition", isDeletePending: each.isDeleting } as const;
      expect(await user.change(file, change)).toBe(model.dispose(file, each.isDeleting));
      return;
    }
    case "rename": {
      const change = { type: "rename", replace: each.replace, path: `\\${each.path.replaceAll("/", "\\")}` } as const;
      expect(await user.change(file, change)).toBe(model.rename(file, each.path, each.replace));
    }
  }
}

async function treeOf(volume: Volume, folder = ""): Promise<Record<string, string | undefined>> {
  const tree: Record<string, string | undefined> = {};
  for (const { name, isFolder } of await volume.list(folder)) {
    const at = folder === "" ? name : `${folder}/${name}`;
    tree[at] = isFolder ? undefined : await fileText(volume, at);
    if (isFolder) Object.assign(tree, await treeOf(volume, at));
  }
  return tree;
}
