import { type Completion, CreateResult, FileAttribute, type IoRequest, NtStatus } from "@passerelle/rdp";
import type { FileFacts, OpenFile, Volume } from "../../drives/volume.ts";
import { type CreatePlan, planCreate } from "./create-plan.ts";
import { volumePath } from "./drive-path.ts";
import { Refused, STATUS_OF_PROBLEM } from "./drive-status.ts";
import { isDeletePending, mayShare, type OpenFiles } from "./open-files.ts";

/** Handles that a drive may have open; xrdp never closes the folders that it makes. */
const MOST_OPEN = 4096;

type CreateRequest = Extract<IoRequest, { type: "create" }>;

/** A volume, and what of it is open. */
export interface DriveFiles {
  readonly volume: Volume;
  readonly open: OpenFiles;
  readonly isWritable: boolean;
}

/** Opens or makes a file or folder ([MS-FSA] 2.1.5.1). Throws Refused and VolumeError. */
export async function createFile(drive: DriveFiles, request: CreateRequest): Promise<Completion> {
  const path = volumePath(request.path);
  if (path === undefined) throw new Refused(NtStatus.OBJECT_NAME_INVALID);
  if (drive.open.count >= MOST_OPEN) throw new Refused(NtStatus.TOO_MANY_OPENED_FILES);
  const plan = planCreate(request);
  if (plan.isChange && !drive.isWritable) throw new Refused(NtStatus.ACCESS_DENIED);
  const there = await drive.volume.lookup(path);
  const [file, information] = there
    ? await openExisting(drive, path, plan, there)
    : await makeMissing(drive, path, plan, request.attributes);
  const { id } = drive.open.add(path, file, plan.sharing, plan.deletesOnClose);
  return { status: NtStatus.SUCCESS, fileId: id, information };
}

async function openExisting(
  { volume, open, isWritable }: DriveFiles,
  path: string,
  plan: CreatePlan,
  there: FileFacts,
): Promise<[OpenFile, number]> {
  const shared = open.at(path);
  if (shared && isDeletePending(shared)) throw new Refused(NtStatus.DELETE_PENDING);
  if (plan.existing === "refuse") throw new Refused(NtStatus.OBJECT_NAME_COLLISION);
  if (plan.kind === "folder" && !there.isFolder) throw new Refused(NtStatus.NOT_A_DIRECTORY);
  const isOverwritten = plan.existing === "overwrite";
  if (there.isFolder && (plan.kind === "file" || isOverwritten)) throw new Refused(NtStatus.FILE_IS_A_DIRECTORY);
  if (plan.deletesOnClose && (there.isReadOnly || path === "")) throw new Refused(NtStatus.CANNOT_DELETE);
  const mayWrite = plan.wantsMost && isWritable && !there.isReadOnly;
  const wanted = { ...plan.sharing, writes: plan.sharing.writes || isOverwritten || mayWrite };
  if (shared && !mayShare(wanted, shared)) throw new Refused(NtStatus.SHARING_VIOLATION);
  const writes = wanted.writes && !there.isFolder;
  const kind = there.isFolder ? "folder" : "file";
  const file = await volume.open(path, { access: writes ? "write" : "read", create: "never", kind });
  if (!isOverwritten) return [file, CreateResult.Opened];
  await orClose(file, file.truncate(0));
  return [file, CreateResult.Overwritten];
}

async function makeMissing(
  { volume, isWritable }: DriveFiles,
  path: string,
  plan: CreatePlan,
  attributes: number,
): Promise<[OpenFile, number]> {
  if (!plan.makesMissing) throw new Refused(STATUS_OF_PROBLEM["not-found"]);
  if (!isWritable) throw new Refused(NtStatus.ACCESS_DENIED);
  const create = plan.existing === "refuse" ? "always" : "if-missing";
  const file = await volume.open(path, { access: "write", create, kind: plan.kind ?? "file" });
  if (attributes & FileAttribute.ReadOnly && !file.isFolder) await orClose(file, file.setReadOnly(true));
  return [file, CreateResult.Created];
}

/** Waits for what is done with a file, and closes it if that fails. */
async function orClose(file: OpenFile, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    await file.close();
    throw error;
  }
}
