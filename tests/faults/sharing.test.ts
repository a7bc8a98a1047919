import { startPlayground } from "@passerelle/playground";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../servers/ports.ts";
import { GatewayProcess } from "./gateway-process.ts";
import { dragTo, expectShown } from "./playground-picture.ts";

const PATIENCE = 60_000;
const DISPLAY = { width: 1024, height: 768, scale: 100 };
const NOON = new Date(2026, 0, 1, 12);
/** Where the window of notes is dragged by, and where to. */
const TITLE = [700, 130] as const;
const ELSEWHERE = [560, 300] as const;

let gateway: GatewayProcess;

beforeAll(async () => {
  gateway = await GatewayProcess.start();
}, PATIENCE);
afterAll(() => gateway?.stop());

test.each(["planar", "bitmaps"] as const)(
  "guests who join amid changes have the owner's picture, and stay when the owner's line breaks (%s)",
  { timeout: PATIENCE },
  async (graphics) => {
    const playground = await startPlayground({ now: () => NOON, graphics });
    try {
      const connection = await gateway.addConnection(graphics, { port: String(playground.port) });
      const owner = await gateway.open(graphics, DISPLAY);
      const profile = await gateway.addProfile(connection);
      const moving = setInterval(() => {
        dragTo(owner, TITLE, ELSEWHERE);
        dragTo(owner, ELSEWHERE, TITLE);
      }, 50);
      const id = owner.session ?? "";
      const first = await gateway.join(id, profile);
      const second = await gateway.join(id, profile);
      clearInterval(moving);
      const session = () => playground.sessions.at(-1) as (typeof playground.sessions)[number];
      for (const desktop of [owner, first, second]) {
        await until("the picture of the server is there", () => desktop.framebuffer.width === DISPLAY.width);
        await expectShown({ desktop, session: session() }, PATIENCE);
      }
      await owner.breakLine();
      dragTo(first, TITLE, ELSEWHERE);
      await expectShown({ desktop: first, session: session() });
      await expectShown({ desktop: second, session: session() });
      expect(await owner.comeBack()).toBe(true);
      await expectShown({ desktop: owner, session: session() });
      await first.disconnect();
      await owner.disconnect();
      await expect(second.until(() => false)).rejects.toThrow("the session was ended");
      await gateway.untilEnded(connection);
    } finally {
      await playground.stop();
    }
  },
);
