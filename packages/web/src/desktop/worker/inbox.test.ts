import { Downstream, decodeRecords, MessageWriter, Outbox, type TunnelRecord } from "@passerelle/tunnel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Inbox } from "./inbox.ts";

const frame: TunnelRecord = { type: Downstream.PipelineData, payload: Uint8Array.of(3, 0) };
const begun: TunnelRecord = { type: Downstream.PipelineData, payload: Uint8Array.of(1, 0, 0, 0, 0) };
const other: TunnelRecord = { type: Downstream.LockKeys, payload: Uint8Array.of(0) };

describe("Inbox", () => {
  it("counts what has arrived and what was handed out", () => {
    const inbox = new Inbox();
    inbox.attach({ session: "s", count: 0, resumed: false });
    inbox.add([frame, other]);
    inbox.add([begun]);
    inbox.add([frame]);
    expect([inbox.received, inbox.presented, inbox.pendingBytes]).toEqual([4, 0, 9]);
    expect(inbox.next()).toBe(frame);
    expect([inbox.received, inbox.presented, inbox.pendingBytes]).toEqual([4, 1, 7]);
    expect([inbox.next(), inbox.next(), inbox.next(), inbox.next()]).toEqual([other, begun, frame, undefined]);
    expect([inbox.received, inbox.presented, inbox.pendingBytes]).toEqual([4, 4, 0]);
  });

  it("forgets what waits when the line does not resume", () => {
    const inbox = new Inbox();
    inbox.add([frame]);
    inbox.attach({ session: "s", count: 70, resumed: false });
    expect([inbox.received, inbox.presented, inbox.pendingBytes]).toEqual([70, 70, 0]);
    expect(inbox.next()).toBeUndefined();
  });

  it("presents every record exactly once and in order, wherever the line breaks", () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant("send" as const), records: fc.integer({ min: 1, max: 4 }) }),
        fc.record({ kind: fc.constant("present" as const) }),
        fc.record({ kind: fc.constant("break" as const), lost: fc.nat({ max: 5 }) }),
      ),
      { maxLength: 80 },
    );
    fc.assert(
      fc.property(steps, (script) => {
        const outbox = new Outbox(1 << 20);
        const writer = new MessageWriter();
        const inbox = new Inbox();
        const presented: number[] = [];
        let underWay: Uint8Array[] = [];
        let sent = 0;
        const arrive = (message: Uint8Array) => inbox.add(decodeRecords(message));
        const present = () => {
          const record = inbox.next();
          if (record) presented.push(new DataView(record.payload.slice().buffer).getUint32(0));
          outbox.acknowledge(inbox.presented);
        };
        inbox.attach({ session: "s", count: 0, resumed: false });
        for (const step of script) {
          if (step.kind === "send") {
            for (let index = 0; index < step.records; index++) {
              const payload = new Uint8Array(4);
              new DataView(payload.buffer).setUint32(0, ++sent);
              writer.append(Downstream.FastPathUpdate, payload);
            }
            const records = writer.records;
            const message = writer.take();
            outbox.add(message, records);
            underWay.push(message);
          } else if (step.kind === "present") {
            const message = underWay.shift();
            if (message) arrive(message);
            if (presented.length % 2 === 0) present();
          } else {
            underWay.slice(0, Math.max(0, underWay.length - step.lost)).forEach(arrive);
            const missed = outbox.since(inbox.received);
            expect(missed).toBeDefined();
            inbox.attach({ session: "s", count: inbox.received, resumed: true });
            underWay = missed ?? [];
          }
        }
        underWay.forEach(arrive);
        while (inbox.presented < inbox.received) present();
        expect(presented).toEqual(Array.from({ length: sent }, (_, index) => index + 1));
        expect(outbox.size).toBe(0);
      }),
    );
  });
});
