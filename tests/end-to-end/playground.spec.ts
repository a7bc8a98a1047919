import type { PlaygroundOptions } from "@passerelle/playground";
import { expect, test } from "@playwright/test";
import { psnr } from "../pictures/picture.ts";
import { PlaygroundSession } from "./playground-session.ts";

const EXACT = Number.POSITIVE_INFINITY;

/** Codecs that no real server at hand speaks, or not in two passes: dB that the canvas must come near to what the server has drawn. */
const CASES: readonly { graphics: NonNullable<PlaygroundOptions["graphics"]>; fidelity: number }[] = [
  { graphics: "clearcodec", fidelity: EXACT },
  { graphics: "progressive", fidelity: 44 },
];

// Here the places below lie in the picture and on the title of the notes.
test.use({ viewport: { width: 1024, height: 768 } });

for (const { graphics, fidelity } of CASES) {
  test(`the demo desktop by ${graphics}: the canvas shows what is typed, painted and moved`, async ({ page }) => {
    const session = await PlaygroundSession.start({ graphics });
    try {
      const desktop = await session.open(page);
      const expectShown = () =>
        expect.poll(async () => psnr(await desktop.picture(), session.drawn())).toBeGreaterThanOrEqual(fidelity);
      const drag = async (...points: readonly (readonly [number, number])[]) => {
        for (const [index, [x, y]] of points.entries()) {
          const place = await desktop.point(x, y);
          await page.mouse.move(place.x, place.y);
          if (index === 0) await page.mouse.down();
        }
        await page.mouse.up();
      };
      const expectDrawn = async (act: () => Promise<void>) => {
        const before = session.drawn();
        await act();
        await expect.poll(() => psnr(before, session.drawn())).toBeLessThan(EXACT);
        await expectShown();
      };
      await expectShown();
      await page.keyboard.type("aa bb aa");
      await expect.poll(() => session.typed()).toBe("aa bb aa");
      await expectShown();
      await expectDrawn(() => drag([200, 300], [300, 400], [260, 420]));
      await expectDrawn(() => drag([700, 130], [640, 180], [560, 300]));
    } finally {
      await session.stop();
    }
  });
}
