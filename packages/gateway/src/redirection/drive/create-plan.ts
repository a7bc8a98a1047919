import { Access, CreateDisposition, CreateOption, type IoRequest, NtStatus } from "@passerelle/rdp";
import { Refused } from "./drive-status.ts";
import type { Sharing } from "./open-files.ts";

type CreateRequest = Extract<IoRequest, { type: "create" }>;

/** What a `create` wants, read out of its many bits. */
export interface CreatePlan {
  readonly sharing: Sharing;
  /** What must be there or is made; absent: whatever is there, else a file. */
  readonly kind?: "file" | "folder";
  /** What is there: is opened, emptied, or in the way. */
  readonly existing: "open" | "overwrite" | "refuse";
  readonly makesMissing: boolean;
  readonly deletesOnClose: boolean;
  /** As much as the file lets itself be done to. */
  readonly wantsMost: boolean;
  /** It changes something, or may with what it opens. */
  readonly isChange: boolean;
}

const READS = Access.ReadData | Access.Execute | Access.GenericRead | Access.GenericExecute | Access.GenericAll;
const WRITES = Access.WriteData | Access.AppendData | Access.GenericWrite | Access.GenericAll;
const DELETES = Access.Delete | Access.GenericAll;
const CHANGES =
  WRITES |
  DELETES |
  Access.WriteExtendedAttributes |
  Access.DeleteChild |
  Access.WriteAttributes |
  Access.WriteDac |
  Access.WriteOwner;

const EXISTING: Readonly<Record<number, CreatePlan["existing"]>> = {
  [CreateDisposition.Supersede]: "overwrite",
  [CreateDisposition.Open]: "open",
  [CreateDisposition.Create]: "refuse",
  [CreateDisposition.OpenIf]: "open",
  [CreateDisposition.Overwrite]: "overwrite",
  [CreateDisposition.OverwriteIf]: "overwrite",
};

/** Throws Refused: the request contradicts itself, or asks for what no drive has. */
export function planCreate(request: CreateRequest): CreatePlan {
  const { desiredAccess, disposition, options } = request;
  const wants = (bits: number) => (desiredAccess & bits) !== 0;
  const existing = EXISTING[disposition];
  const isFolder = (options & CreateOption.DirectoryFile) !== 0;
  const isFile = (options & CreateOption.NonDirectoryFile) !== 0;
  if (!existing || (isFolder && (isFile || existing === "overwrite"))) throw new Refused(NtStatus.INVALID_PARAMETER);
  if (options & CreateOption.OpenByFileId) throw new Refused(NtStatus.NOT_SUPPORTED);
  const deletesOnClose = (options & CreateOption.DeleteOnClose) !== 0;
  const wantsMost = wants(Access.MaximumAllowed);
  const makesMissing = disposition !== CreateDisposition.Open && disposition !== CreateDisposition.Overwrite;
  return {
    sharing: {
      reads: wants(READS) || wantsMost,
      writes: wants(WRITES),
      deletes: wants(DELETES) || deletesOnClose,
      shared: request.sharedAccess,
    },
    ...((isFolder || isFile) && { kind: isFolder ? "folder" : "file" }),
    existing,
    makesMissing,
    deletesOnClose,
    wantsMost,
    isChange: wants(CHANGES) || deletesOnClose || existing === "overwrite" || existing === "refuse",
  };
}
