import { request } from "./request.ts";

export const formats = ["csv", "json", "yaml"] as const;
export type Format = (typeof formats)[number];

/** What becomes of connections that are there already. */
export const existingChoices = ["refuse", "skip", "replace"] as const;
export type Existing = (typeof existingChoices)[number];

/** Why a file cannot be imported. */
export interface ImportProblem {
  readonly line: number | null;
  readonly field?: string | null;
  /** In English, as the gateway says it. */
  readonly message: string;
}

/** What an import did, or would do; with problems it does nothing. */
export interface ImportResult {
  readonly created: number;
  readonly replaced: number;
  readonly skipped: number;
  readonly users: number;
  readonly groups: number;
  readonly problems: readonly ImportProblem[];
}

export interface FileImport {
  readonly text: string;
  readonly format: Format;
  readonly existing: Existing;
}

/** Another installation, and an account there. */
export interface GuacamoleImport {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly totp?: string;
}

/** @param dryRun whether only to find out what would happen */
export async function importFile({ text, format, existing }: FileImport, dryRun: boolean): Promise<ImportResult> {
  const query = new URLSearchParams({ format, existing, dryRun: String(dryRun) });
  return (await request("POST", `api/passerelle/import?${query}`, text)) as ImportResult;
}

/** @param dryRun whether only to find out what would happen */
export async function importFromGuacamole(from: GuacamoleImport, dryRun: boolean): Promise<ImportResult> {
  return (await request("POST", "api/passerelle/import/guacamole", { ...from, dryRun })) as ImportResult;
}

/** The address of a file with all connections that the person may see. */
export function exportAddress(format: Format, secrets: boolean): string {
  return `api/passerelle/export?${new URLSearchParams({ format, secrets: String(secrets) })}`;
}
