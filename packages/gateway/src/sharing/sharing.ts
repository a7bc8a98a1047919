import { randomUUID } from "node:crypto";
import type { Attach } from "@passerelle/tunnel";
import { type FailureCode, TunnelFormatError } from "@passerelle/tunnel";
import type { WebSocket } from "ws";
import { decodeDeviceAttach } from "../devices/device-attach.ts";
import { attachIn } from "../sessions/attach-request.ts";
import { type Line, LineClose } from "../sessions/line.ts";
import type { Session } from "../sessions/session.ts";
import type { SessionLogger } from "../sessions/session-logger.ts";
import type { SessionStore } from "../sessions/session-store.ts";
import { untilDone } from "../sessions/until-done.ts";
import { refuse, WaitingLines } from "../sessions/waiting-lines.ts";
import type { GuestFacts } from "./guest.ts";
import { guestPolicy, restrictionsOf } from "./guest-policy.ts";
import { type SharedSession, type ShareLink, ShareLinks, type SharingProfile } from "./share-links.ts";
import type { Visitor } from "./visitor.ts";

export interface SharingOptions {
  readonly store: SessionStore;
  readonly logger: SessionLogger;
  /** A live session of this gateway, if it is this person's. */
  readonly ownSession: (userId: number, id: string) => SharedSession | undefined;
}

/** Sessions that their owners share: links, and those who come by them. */
export class Sharing {
  readonly #options: SharingOptions;
  readonly #links: ShareLinks;
  readonly #waitingLines: WaitingLines<string>;
  readonly #leavings = new Set<Promise<void>>();

  constructor(options: SharingOptions) {
    this.#options = options;
    this.#waitingLines = new WaitingLines(options.logger);
    this.#links = new ShareLinks((link) => this.#sendAllAway(link));
  }

  /** A live session of this gateway, if it is this person's. */
  ownSession(userId: number, id: string): SharedSession | undefined {
    return this.#options.ownSession(userId, id);
  }

  linksOf(shared: SharedSession): readonly ShareLink[] {
    return this.#links.of(shared);
  }

  /** Undefined: there are too many already. @param minutes that it lasts at most; absent: as long as the session */
  makeLink(
    shared: SharedSession,
    profile: SharingProfile,
    minutes?: number,
  ): { readonly link: ShareLink; readonly key: string } | undefined {
    return this.#links.make(shared, profile, minutes);
  }

  /** The link's guests leave, and nobody joins by it any more. */
  revoke(link: ShareLink): void {
    this.#links.remove(link);
    this.#sendAllAway(link);
  }

  /** The guest leaves, and may come back. False: there is no such guest. */
  sendAway({ session }: SharedSession, guest: string): boolean {
    if (!session.guests.find(guest)) return false;
    session.guests.sendAway(({ id }) => id === guest);
    return true;
  }

  /** The session is over. */
  over(shared: SharedSession): void {
    for (const link of this.#links.of(shared)) this.#links.remove(link);
  }

  /** Settles when what is known of guests who have left is written. */
  async settled(): Promise<void> {
    await Promise.all(this.#leavings);
  }

  /** Takes a WebSocket of somebody who need not be signed in over: waits for the key of a link, then shows its session. */
  attach(socket: WebSocket, visitor: Visitor): void {
    this.#waitingLines.welcome(socket, visitor.remoteHost, shareIn, (line, attach) => {
      line.hold();
      this.#join(line, visitor, attach).catch((error) => {
        this.#options.logger.error({ err: error }, "error of the gateway while a guest joined");
        refuse(line, randomUUID(), { code: "gateway-error" });
      });
    });
  }

  /** Takes a device line of a guest over: waits for its `DeviceAttach`, then gives it what of the session's devices that guest may use. */
  attachDevices(socket: WebSocket, remoteHost: string): void {
    this.#waitingLines.welcome(socket, remoteHost, decodeDeviceAttach, (line, attach) => {
      const guest = attach.share && this.guestOf(attach.session, attach.share.key);
      if (guest) guest.session.devices.attachGuest(line, attach, guest.facts);
      else line.close(LineClose.Ended);
    });
  }

  /** A guest, who is there, by the key of the link. */
  guestOf(id: string, key: string): { readonly session: Session; readonly facts: GuestFacts } | undefined {
    const link = this.#links.find(key);
    const facts = link?.shared.session.guests.find(id);
    return link && facts?.link === link.id ? { session: link.shared.session, facts } : undefined;
  }

  async #join(line: Line, visitor: Visitor, { share, decodes }: GuestAttach): Promise<void> {
    const { store, logger } = this.#options;
    const { remoteHost, account } = visitor;
    const id = randomUUID();
    const refused = (code: FailureCode) => {
      logger.warn({ remoteHost, code }, "guest refused");
      refuse(line, id, { code });
    };
    const link = this.#links.find(share.key);
    if (!link) return refused("share-unknown");
    const { session, history } = link.shared;
    if (session.guests.isFull || !this.#links.mayJoin(link, performance.now())) return refused("share-full");
    const since = new Date();
    const joined = await store.join({
      sessionHistoryId: history.id,
      ownerId: session.principal.userId,
      profile: link.profile.identifier,
      visitor,
      joinedAt: since,
    });
    if (!joined) {
      this.revoke(link);
      return refused("share-unknown");
    }
    const facts = { session: session.id, guest: id, link: link.id, username: account?.username, remoteHost };
    const leave = () => {
      session.devices.detachGuest(id);
      this.#leave(joined.historyId, facts);
    };
    if (line.closed || !this.#links.isLive(link) || session.guests.isFull) {
      leave();
      if (!line.closed) refused(session.guests.isFull ? "share-full" : "share-unknown");
      return;
    }
    logger.info(facts, "guest joined");
    const policy = guestPolicy(session.devicePlan, restrictionsOf(joined.parameters));
    session.join(line, { id, link: link.id, username: account?.username, remoteHost, since, policy, decodes }, leave);
    line.release();
  }

  #leave(historyId: number, facts: { readonly session: string; readonly guest: string }): void {
    const { store, logger } = this.#options;
    logger.info(facts, "guest left");
    const leftAt = new Date();
    const leaving = untilDone(
      () => store.leave(historyId, leftAt),
      (error) => logger.error({ err: error, ...facts, historyId }, "cannot close a guest's history row yet"),
    );
    this.#leavings.add(leaving);
    leaving.finally(() => this.#leavings.delete(leaving));
  }

  #sendAllAway({ id, shared }: ShareLink): void {
    shared.session.guests.sendAway(({ link }) => link === id);
  }
}

type GuestAttach = Attach & { readonly share: NonNullable<Attach["share"]> };

/** What a guest's line begins with. Throws TunnelFormatError. */
function shareIn(message: Uint8Array): GuestAttach {
  const attach = attachIn(message);
  const { share } = attach;
  if (!share) throw new TunnelFormatError("a guest's line attaches with a share");
  return { ...attach, share };
}
