import { isStorable, UNSTORABLE } from "../api/storable.ts";
import { keepingAdministrator } from "../database/administrators.ts";
import { recordAudit } from "../database/audit.ts";
import type { Queries } from "../database/database.ts";
import type { Caller } from "../database/sign-ins.ts";
import type { ExchangeDocument, ExchangeProblem, ReadResult } from "./document.ts";
import { type Existing, type ImportResult, ImportTally, refused } from "./import-result.ts";
import { Importer, type ImportServices } from "./importer.ts";
import { ObjectIndex } from "./object-index.ts";

export interface ImportOptions {
  readonly existing: Existing;
  /** Says what would happen, and changes nothing. */
  readonly dryRun: boolean;
  /** Where it comes from, for the audit log: `csv`, or an address. */
  readonly source: string;
}

/** Ends a transaction that must leave nothing behind. */
class Undone extends Error {
  override readonly name = "Undone";
}

/** The operator at the command line, who may do everything and is no user. */
export const OPERATOR: Caller = {
  userId: 0,
  username: "",
  remoteHost: "",
  signIn: "",
  administrator: true,
  lastSeen: new Date(0),
};

/** Texts may be escaped in a file, so that only now is seen what is in them. */
function unstorable(document: ExchangeDocument): ExchangeProblem[] {
  const { connectionGroups, connections, sharingProfiles, userGroups, users } = document;
  const entries = [...connectionGroups, ...connections, ...sharingProfiles, ...userGroups, ...users];
  return entries.filter((entry) => !isStorable(entry)).map(({ line }) => ({ line, message: UNSTORABLE }));
}

/** Imports what was read: all of it in one transaction, or nothing if there is any problem. */
export async function importDocument(
  queries: Queries,
  services: ImportServices,
  caller: Caller,
  { document, problems: unread }: ReadResult,
  { existing, dryRun, source }: ImportOptions,
): Promise<ImportResult> {
  const problems = [...unread, ...unstorable(document)];
  if (problems.length > 0) {
    return refused(problems);
  }
  const tally = new ImportTally();
  try {
    await queries.transaction().execute(async (db) => {
      const context = { db, caller };
      const importer = new Importer(services, context, existing, await ObjectIndex.read(db, caller), tally);
      await keepingAdministrator(db, () => importer.import(document));
      if (dryRun || tally.hasProblems) {
        throw new Undone();
      }
      const { problems: none, ...counts } = tally.result();
      await recordAudit(db, { actor: caller, action: "import", details: { source, ...counts } });
    });
  } catch (error) {
    if (!(error instanceof Undone)) {
      throw error;
    }
  }
  return tally.result();
}
