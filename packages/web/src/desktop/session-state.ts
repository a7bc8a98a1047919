import { CONNECT_STEPS, type ConnectStep, type Failure, type PromptField, type Status } from "@passerelle/tunnel";
import type { Size } from "./display/geometry.ts";
import type { Part } from "./monitors/arrangement.ts";
import type { Cursor, LineState, WorkerReport } from "./worker/messages.ts";
import type { Figures } from "./worker/meter.ts";

/** A step of connecting, and when it began. */
export interface StepReached {
  readonly step: ConnectStep;
  /** Milliseconds since the desktop was asked for. */
  readonly after: number;
}

/** Where the session stands. */
type Phase =
  /** `desktop`: the one of a group that is tried. */
  | { readonly kind: "connecting"; readonly steps: readonly StepReached[]; readonly desktop?: string | undefined }
  | { readonly kind: "prompt"; readonly fields: readonly PromptField[]; readonly failure: Failure | undefined }
  | Extract<Status, { readonly kind: "active" }>
  /** The desktop was there and is being connected anew. */
  | { readonly kind: "reconnecting" }
  | { readonly kind: "ended"; readonly failure: Failure | undefined };

/** All that the page shows of a session. */
export interface SessionState {
  readonly phase: Phase;
  /** "opening" until the first line was made. */
  readonly line: LineState["kind"] | "opening";
  /** Undefined until the desktop is there. */
  readonly desktop: Size | undefined;
  /** What each view shows of it; empty: the page's own canvas shows everything. */
  readonly parts: readonly Part[];
  /** Workers that were started for this session: each needs canvases of its own. */
  readonly workers: number;
  readonly cursor: Cursor;
  /** Milliseconds to the gateway and back. */
  readonly roundTrip: number | undefined;
  /** The shortest one so far. */
  readonly bestRoundTrip: number | undefined;
  /** The latest ones, while they are asked for. */
  readonly figures: Figures | undefined;
  /** The id of the session, once the gateway has given it one. */
  readonly session: string | undefined;
  /** What an administrator said and the person has not closed yet. */
  readonly messages: readonly string[];
  /** How many look at the desktop of this person. */
  readonly guests: number;
  /** The picture was lost and is long in coming back. */
  readonly isRestoring: boolean;
}

/** Nothing is known of the session yet. */
export const initialState: SessionState = {
  phase: { kind: "connecting", steps: [] },
  line: "opening",
  desktop: undefined,
  parts: [],
  workers: 0,
  cursor: { kind: "default" },
  roundTrip: undefined,
  bestRoundTrip: undefined,
  figures: undefined,
  session: undefined,
  messages: [],
  guests: 0,
  isRestoring: false,
};

/** @param after milliseconds since the desktop was asked for */
function nextPhase(
  phase: Phase,
  status: Exclude<Status, { readonly kind: "message" | "guests" }>,
  after: number,
): Phase {
  switch (status.kind) {
    case "step": {
      if (phase.kind === "reconnecting") return phase;
      const { step, desktop } = status;
      const steps = phase.kind === "connecting" && (phase.desktop ?? desktop) === desktop ? phase.steps : [];
      if (steps.at(-1)?.step === step) return phase;
      return { kind: "connecting", steps: [...steps, { step, after }], desktop };
    }
    case "prompt":
      return { kind: "prompt", fields: status.fields, failure: status.failure };
    case "active":
      return status;
    case "reconnecting":
      return { kind: "reconnecting" };
    case "ended":
      return { kind: "ended", failure: status.failure };
  }
}

/** The state after a report of the worker. */
export function nextState(state: SessionState, report: WorkerReport, after: number): SessionState {
  switch (report.kind) {
    case "status":
      if (report.status.kind === "message") return { ...state, messages: [...state.messages, report.status.text] };
      if (report.status.kind === "guests") return { ...state, guests: report.status.count };
      return { ...state, phase: nextPhase(state.phase, report.status, after) };
    case "line":
      return { ...state, line: report.line.kind };
    case "session":
      return { ...state, session: report.id };
    case "desktop-size":
      return {
        ...state,
        desktop: { width: report.width, height: report.height },
        parts: report.parts,
      };
    case "picture":
      return { ...state, isRestoring: false };
    case "cursor":
      return { ...state, cursor: report.cursor };
    case "round-trip":
      return {
        ...state,
        roundTrip: report.milliseconds,
        bestRoundTrip: Math.min(report.milliseconds, state.bestRoundTrip ?? report.milliseconds),
      };
    case "figures":
      return { ...state, figures: report.figures };
    default:
      return state;
  }
}

/** A step as the page shows it. */
export interface StepView {
  readonly step: ConnectStep;
  readonly state: "done" | "current" | "open";
  /** Milliseconds spent in it so far. */
  readonly took: number;
}

/** All steps as they stand `now` milliseconds after the desktop was asked for. */
export function stepsOf(reached: readonly StepReached[], now: number): StepView[] {
  const current = CONNECT_STEPS.indexOf(reached.at(-1)?.step ?? CONNECT_STEPS[0]);
  return CONNECT_STEPS.map((step, index) => {
    let took = 0;
    for (const [visit, { step: visited, after }] of reached.entries()) {
      // The clock of the page may stand where it stood before the step began.
      if (visited === step) took += Math.max(0, (reached[visit + 1]?.after ?? now) - after);
    }
    return { step, state: index < current ? "done" : index === current ? "current" : "open", took };
  });
}
