import { isIPv6 } from "node:net";
import type { Queries } from "../database/database.ts";
import {
  type BlockRule,
  blocksOf,
  cameInFrom,
  countFailure,
  type FailureCount,
  forgetFailures,
} from "../database/login-failures.ts";
import type { BlockSettings } from "./account-settings.ts";
import { TooManyAttempts } from "./turns.ts";

/** Seconds of the longest block. */
const LONGEST_BLOCK = 3600;
/** How many people behind one address may mistype, and from how many addresses one account may be tried, for each attempt of one person. */
const CROWD = 10;
/** Where somebody got in within so many days, an attack on the account from elsewhere does not lock them out. */
const KNOWN_FOR_DAYS = 30;
const DAY_MS = 24 * 60 * 60_000;

/** An address as failures are counted by: of IPv6 the network of 64 bits, of which one attacker has all. */
export function countedAddress(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "");
  if (!isIPv6(plain)) {
    return plain;
  }
  const [head, tail] = plain.split("%")[0].split("::");
  const groups = head === "" ? [] : head.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === "" ? 0 : tail.split(":").length);
  const all = [...groups, ...Array<string>(missing).fill("0"), ...(tail ?? "").split(":")];
  const network = all.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${network.join(":")}::/64`;
}

/**
 * Keeps guessers out, by counts in the database, so that all gateways know and a restart forgets nothing.
 *
 * What one person gets wrong blocks that account at that address: colleagues behind the same address go on, and so does the
 * account from elsewhere. Ten times as many failures block an address for all accounts, or an account for all addresses but
 * those from which it was used of late. Blocks double with each failure that follows. An attempt during a block does not count.
 */
export class LoginBlocks {
  readonly #queries: Queries;
  readonly #settings: BlockSettings;

  constructor(queries: Queries, settings: BlockSettings) {
    this.#queries = queries;
    this.#settings = settings;
  }

  /**
   * @param account "": whichever the credentials will turn out to be of.
   * @throws TooManyAttempts
   */
  async check(account: string, remoteHost: string, now: Date): Promise<void> {
    if (this.#settings.maxAttempts === 0) {
      return;
    }
    const blocks = await blocksOf(this.#queries, account, countedAddress(remoteHost), now);
    const forgiven = blocks.some(({ address }) => address === "") && (await this.#isKnown(account, remoteHost, now));
    const ends = blocks.filter(({ address }) => address !== "" || !forgiven).map(({ until }) => until.getTime());
    if (ends.length > 0) {
      throw new TooManyAttempts(Math.ceil((Math.max(...ends) - now.getTime()) / 1000));
    }
  }

  /** Counts a failure; answers what it has blocked, and until when. */
  async countFailure(
    db: Queries,
    account: string,
    remoteHost: string,
    now: Date,
  ): Promise<(FailureCount & { readonly until: Date })[]> {
    const { maxAttempts, duration } = this.#settings;
    if (maxAttempts === 0) {
      return [];
    }
    const rule: BlockRule = { limit: maxAttempts, duration, longest: Math.max(LONGEST_BLOCK, duration) };
    const ofCrowd = { ...rule, limit: maxAttempts * CROWD };
    const address = countedAddress(remoteHost);
    const counts: readonly (readonly [FailureCount, BlockRule])[] = [
      [{ account: "", address }, ofCrowd],
      [{ account, address: "" }, ofCrowd],
      [{ account, address }, rule],
    ];
    const begun = [];
    // Always in this order, so that attempts at once do not wait for each other's rows in a circle.
    for (const [count, itsRule] of account === "" ? counts.slice(0, 1) : counts) {
      const until = await countFailure(db, count, itsRule, now);
      if (until !== undefined) {
        begun.push({ ...count, until });
      }
    }
    return begun;
  }

  /** Forgets an account's failures after a success; an address keeps its own, or a guesser's own account would clear them. */
  async forget(db: Queries, account: string, remoteHost: string): Promise<void> {
    await forgetFailures(db, account, countedAddress(remoteHost));
  }

  async #isKnown(account: string, remoteHost: string, now: Date): Promise<boolean> {
    return cameInFrom(this.#queries, account, remoteHost, new Date(now.getTime() - KNOWN_FOR_DAYS * DAY_MS));
  }
}
