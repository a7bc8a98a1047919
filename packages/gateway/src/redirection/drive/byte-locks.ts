import type { ByteRange } from "@passerelle/rdp";

/** Locks that a file may have, and requests that may wait for one. */
const MOST_LOCKS = 1024;

/** Whose a lock is: an open handle. */
type Owner = object;

interface Lock {
  readonly owner: Owner;
  readonly start: bigint;
  /** Behind the last byte. */
  readonly end: bigint;
  readonly isExclusive: boolean;
}

interface Waiting {
  readonly locks: readonly Lock[];
  readonly answer: (isGranted: boolean) => void;
}

/** The byte ranges of a file that are locked ([MS-FSA] 2.1.5.7): exclusive ones for one handle, shared ones for reading by all. */
export class ByteLocks {
  #held: readonly Lock[] = [];
  #waiting: readonly Waiting[] = [];

  /** Locks all of the ranges or none. @param waits whether to wait until that is possible, or the handle is closed */
  async lock(owner: Owner, ranges: readonly ByteRange[], isExclusive: boolean, waits: boolean): Promise<boolean> {
    const locks = ranges.map(({ offset, length }) => ({ owner, start: offset, end: offset + length, isExclusive }));
    if (this.#grant(locks)) return true;
    if (!waits || this.#waiting.length >= MOST_LOCKS) return false;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#waiting = [...this.#waiting, { locks, answer: resolve }];
    return promise;
  }

  /** Unlocks ranges, each as it was locked; false: one of them was not. */
  unlock(owner: Owner, ranges: readonly ByteRange[]): boolean {
    const isAll = ranges.every(({ offset, length }) => {
      const lock = this.#held.find(
        (held) => held.owner === owner && held.start === offset && held.end === offset + length,
      );
      this.#held = this.#held.filter((held) => held !== lock);
      return lock !== undefined;
    });
    this.#wake();
    return isAll;
  }

  /** The handle is closed: its locks end, and its waiting for further ones. */
  release(owner: Owner): void {
    const isOwn = ({ locks }: Waiting) => locks.some((lock) => lock.owner === owner);
    const given = this.#waiting.filter(isOwn);
    this.#waiting = this.#waiting.filter((waiting) => !isOwn(waiting));
    this.#held = this.#held.filter((held) => held.owner !== owner);
    for (const { answer } of given) answer(false);
    this.#wake();
  }

  /** Whether a handle may read there: another's exclusive lock forbids it. */
  mayRead(owner: Owner, start: bigint, length: number): boolean {
    const end = start + BigInt(length);
    return !this.#held.some((held) => held.isExclusive && held.owner !== owner && overlap(held, { start, end }));
  }

  /** Whether a handle may write there: only its own exclusive lock lets it. */
  mayWrite(owner: Owner, start: bigint, length: number): boolean {
    const end = start + BigInt(length);
    return !this.#held.some((held) => !(held.isExclusive && held.owner === owner) && overlap(held, { start, end }));
  }

  #grant(locks: readonly Lock[]): boolean {
    if (this.#held.length + locks.length > MOST_LOCKS) return false;
    const isFree = locks.every((lock) => !this.#held.some((held) => conflict(held, lock)));
    if (isFree) this.#held = [...this.#held, ...locks];
    return isFree;
  }

  #wake(): void {
    const waiting = this.#waiting;
    this.#waiting = waiting.filter(({ locks, answer }) => {
      const isGranted = this.#grant(locks);
      if (isGranted) answer(true);
      return !isGranted;
    });
  }
}

/** An exclusive lock conflicts with every other, even of the same handle. */
function conflict(one: Lock, other: Lock): boolean {
  return (one.isExclusive || other.isExclusive) && overlap(one, other);
}

function overlap(one: Pick<Lock, "start" | "end">, other: Pick<Lock, "start" | "end">): boolean {
  return one.start < other.end && other.start < one.end;
}
