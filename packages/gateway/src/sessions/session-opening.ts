import type { Attach, Failure, FailureCode } from "@passerelle/tunnel";
import { planSession, type SessionPlan } from "./client-settings.ts";
import { MisconfiguredError } from "./connection-parameters.ts";
import { HistoryRow } from "./history.ts";
import { tokensOf } from "./parameter-tokens.ts";
import type { SessionLogger } from "./session-logger.ts";
import type { Opening, Principal, SessionStore, StoredConnection, Target } from "./session-store.ts";

export interface SessionOpeningOptions {
  readonly store: SessionStore;
  readonly logger: SessionLogger;
  readonly principal: Principal;
  readonly target: Target;
  readonly attach: Attach;
  /** Milliseconds without input after which a person counts as idle. */
  readonly idleLimit: number;
  /** Settles when nothing that marks sessions as live is under way. */
  readonly settled: () => Promise<void>;
}

/** A desktop that a session may connect to. */
export interface SessionDesktop {
  readonly connection: StoredConnection;
  readonly plan: SessionPlan;
}

/** Its place is taken, its history row is written. */
export interface OpenedDesktop extends SessionDesktop {
  readonly kind: "opened";
  readonly history: HistoryRow;
  readonly startedAt: Date;
}

export type OpeningRefused = Extract<Opening, { readonly kind: "refused" }>;

/** What makes another desktop of a balancing group worth trying: this one cannot be reached, or takes nobody. */
const UNREACHED: ReadonlySet<FailureCode> = new Set([
  ...(["host-unknown", "port-closed", "no-answer", "not-rdp", "connection-lost", "tls-failed"] as const),
  ...(["licence-refused", "server-full", "server-denied", "server-error", "protocol-error"] as const),
]);

/** Whether another desktop may do better; a wrong password is wrong there, too. */
export function isUnreached({ code }: Failure): boolean {
  return UNREACHED.has(code);
}

/** What one wish for a session leads to: a connection, or one member of a balancing group after the other. */
export class SessionOpening {
  readonly #options: SessionOpeningOptions;
  readonly #failed: string[] = [];
  #current: { readonly history: HistoryRow; readonly connection: StoredConnection } | undefined;
  /** Why the one before the next could not be used. */
  #failure: Failure | undefined;

  constructor(options: SessionOpeningOptions) {
    this.#options = options;
  }

  /**
   * The desktop to connect to, or the next one after `failure`. Where there is no other left, that is what is answered.
   */
  async next(failure?: Failure): Promise<OpenedDesktop | OpeningRefused> {
    if (failure) await this.#giveUp(failure);
    const { store, logger, principal, target, idleLimit } = this.#options;
    for (;;) {
      const startedAt = new Date();
      const opening = await store.open({ principal, target, startedAt, failed: this.#failed });
      if (opening.kind === "refused") return this.#failure ? { ...opening, failure: this.#failure } : opening;
      const { connection } = opening;
      const history = new HistoryRow({ id: opening.historyId, startedAt, idleLimit, store, logger });
      this.#current = { history, connection };
      const plan = this.#plan(opening, history, startedAt);
      if ("settings" in plan) return { kind: "opened", history, connection, plan, startedAt };
      await this.#giveUp(plan);
      if (target.kind === "connection") return { kind: "refused", failure: plan };
    }
  }

  /** Lets the place go before the next one is asked for, as both count. */
  async #giveUp(failure: Failure): Promise<void> {
    const { logger, principal, settled } = this.#options;
    if (!this.#current) return;
    const { history, connection } = this.#current;
    this.#current = undefined;
    this.#failure = failure;
    this.#failed.push(connection.identifier);
    const facts = { session: history.uuid, connection: connection.identifier, username: principal.username };
    logger.warn({ ...facts, ...failure }, "desktop given up before it was there");
    await history.close(failure.code, settled());
  }

  #plan(opening: Extract<Opening, { kind: "opened" }>, history: HistoryRow, startedAt: Date): SessionPlan | Failure {
    const { principal, attach } = this.#options;
    const { connection, typedPassword } = opening;
    const tokens = tokensOf({
      ...{ principal, connection, uuid: history.uuid, startedAt },
      ...(typedPassword !== undefined && { typedPassword }),
    });
    try {
      return planSession(connection, tokens, attach, startedAt);
    } catch (error) {
      if (error instanceof MisconfiguredError) return { code: "connection-misconfigured", detail: error.message };
      history.close("gateway-error");
      throw error;
    }
  }
}
