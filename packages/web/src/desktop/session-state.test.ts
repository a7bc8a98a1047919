import type { Status } from "@passerelle/tunnel";
import { describe, expect, it } from "vitest";
import { initialState, nextState, type SessionState, stepsOf } from "./session-state.ts";

function after(...statuses: readonly (readonly [number, Status])[]): SessionState {
  return statuses.reduce((state, [at, status]) => nextState(state, { kind: "status", status }, at), initialState);
}

describe("nextState", () => {
  it("shows which desktop of a group is tried, and begins its steps anew with another one", () => {
    const state = after(
      [10, { kind: "step", step: "resolving", desktop: "one" }],
      [20, { kind: "step", step: "connecting", desktop: "one" }],
      [30, { kind: "step", step: "resolving", desktop: "two" }],
    );
    expect(state.phase).toEqual({ kind: "connecting", steps: [{ step: "resolving", after: 30 }], desktop: "two" });
  });

  it("keeps messages beside whatever goes on", () => {
    const state = after(
      [10, { kind: "message", text: "a" }],
      [20, { kind: "reconnecting" }],
      [30, { kind: "message", text: "b" }],
    );
    expect(state).toMatchObject({ phase: { kind: "reconnecting" }, messages: ["a", "b"] });
  });

  it("knows how many guests there are, whatever goes on", () => {
    const state = after([10, { kind: "guests", count: 2 }], [20, { kind: "reconnecting" }]);
    expect(state).toMatchObject({ phase: { kind: "reconnecting" }, guests: 2 });
  });

  it("collects the steps with their times, and starts anew after a prompt", () => {
    const state = after(
      [10, { kind: "step", step: "resolving" }],
      [20, { kind: "step", step: "connecting" }],
      [25, { kind: "step", step: "connecting" }],
    );
    expect(state.phase).toEqual({
      kind: "connecting",
      steps: [
        { step: "resolving", after: 10 },
        { step: "connecting", after: 20 },
      ],
    });
    const prompted = nextState(state, { kind: "status", status: { kind: "prompt", fields: ["password"] } }, 30);
    const again = nextState(prompted, { kind: "status", status: { kind: "step", step: "resolving" } }, 40);
    expect(again.phase).toEqual({ kind: "connecting", steps: [{ step: "resolving", after: 40 }] });
  });

  it("keeps showing the desktop while it is connected anew", () => {
    const state = after(
      [
        10,
        {
          kind: "active",
          name: "n",
          unicode: true,
          readOnly: false,
          mostMonitors: 1,
          relative: false,
          layout: "en-us-qwerty",
        },
      ],
      [20, { kind: "reconnecting" }],
      [30, { kind: "step", step: "resolving" }],
    );
    expect(state.phase).toEqual({ kind: "reconnecting" });
  });

  it("ends with the failure", () => {
    const state = after([10, { kind: "ended", failure: { code: "no-answer" } }]);
    expect(state.phase).toEqual({ kind: "ended", failure: { code: "no-answer" } });
  });
});

describe("stepsOf", () => {
  it("tells done, current and open steps and how long each took", () => {
    const reached = [
      { step: "resolving", after: 100 },
      { step: "connecting", after: 150 },
    ] as const;
    expect(stepsOf(reached, 400).slice(0, 3)).toEqual([
      { step: "resolving", state: "done", took: 50 },
      { step: "connecting", state: "current", took: 250 },
      { step: "negotiating", state: "open", took: 0 },
    ]);
  });

  it("goes back when the connection is tried another way, and adds the times up", () => {
    const reached = [
      { step: "connecting", after: 100 },
      { step: "negotiating", after: 150 },
      { step: "connecting", after: 200 },
    ] as const;
    expect(stepsOf(reached, 300).slice(0, 3)).toEqual([
      { step: "resolving", state: "done", took: 0 },
      { step: "connecting", state: "current", took: 150 },
      { step: "negotiating", state: "open", took: 50 },
    ]);
  });

  it("takes no negative time", () => {
    expect(stepsOf([{ step: "resolving", after: 50 }], 40)[0]).toMatchObject({ state: "current", took: 0 });
  });
});
