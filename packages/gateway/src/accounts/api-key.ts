import { randomBytes } from "node:crypto";
import { type Account, findAccount, isAdministrator } from "../database/accounts.ts";
import { findApiKey } from "../database/api-keys.ts";
import type { Queries } from "../database/database.ts";
import type { Caller } from "../database/sign-ins.ts";
import { resolveHost } from "../parameters/resolve-host.ts";
import { checkAccount } from "./account-checks.ts";
import { LoginRefused } from "./login-refused.ts";
import { tokenHash } from "./token-hash.ts";

const PREFIX = "psk_";
const KEY_BYTES = 32;

/** A new key: 256 bits that nobody guesses. */
export function newApiKey(): string {
  return `${PREFIX}${randomBytes(KEY_BYTES).toString("base64url")}`;
}

/** Whether a token has the form of a key; those of sign-ins are hexadecimal. */
export function isApiKey(token: string): boolean {
  return token.startsWith(PREFIX);
}

/**
 * Whom a key stands for; undefined when it is unknown or has run out, or when its owner could not log in now and from there.
 * @param remoteHost the address that it came from.
 */
export async function callerOfApiKey(
  queries: Queries,
  key: string,
  remoteHost: string,
  now: Date,
): Promise<Caller | undefined> {
  const found = await findApiKey(queries, tokenHash(key), now);
  const account = found && (await findAccount(queries, found.username));
  if (found === undefined || account === undefined || !(await isUsable(queries, account, remoteHost, now))) {
    return undefined;
  }
  const { userId, username } = account;
  return {
    ...{ userId, username, remoteHost, signIn: found.identifier, scopes: found.scopes },
    administrator: await isAdministrator(queries, userId),
    lastSeen: found.lastUsed ?? new Date(0),
  };
}

async function isUsable(queries: Queries, account: Account, address: string, now: Date): Promise<boolean> {
  try {
    await checkAccount(queries, account, { now, address, resolve: resolveHost });
    return true;
  } catch (error) {
    if (error instanceof LoginRefused) {
      return false;
    }
    throw error;
  }
}
