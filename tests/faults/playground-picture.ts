import type { HeadlessDesktop } from "@passerelle/headless";
import type { PlaygroundSession } from "@passerelle/playground";
import { PointerButton } from "@passerelle/tunnel";

/** A client, and the session of a playground that it shows. */
export interface Pair {
  readonly desktop: HeadlessDesktop;
  readonly session: PlaygroundSession;
}

/** Pixels of the server's picture as the client has them. */
export function drawn(session: PlaygroundSession): Uint32Array {
  const words = session.desktop?.canvas.words ?? new Uint32Array(0);
  return words.map((word) => (0xff000000 | ((word & 0xff) << 16) | (word & 0xff00) | ((word >> 16) & 0xff)) >>> 0);
}

function isShown({ desktop, session }: Pair): boolean {
  const expected = drawn(session);
  const { words } = desktop.framebuffer;
  return words.length === expected.length && words.every((word, index) => word === expected[index]);
}

/** Waits until the client has the picture of the server. */
export async function expectShown(pair: Pair, patience = 10_000): Promise<void> {
  await pair.desktop.until(() => isShown(pair), patience);
}

/** Drags with the left button from the first point over the others. */
export function dragTo(desktop: HeadlessDesktop, ...points: (readonly [number, number])[]): void {
  const [[x, y] = [0, 0]] = points;
  const button = PointerButton.Left;
  desktop.send({ kind: "pointer-button", button, pressed: true, x, y });
  for (const [nextX, nextY] of points) desktop.send({ kind: "pointer-move", x: nextX, y: nextY });
  const [lastX, lastY] = points.at(-1) ?? [x, y];
  desktop.send({ kind: "pointer-button", button, pressed: false, x: lastX, y: lastY });
}
