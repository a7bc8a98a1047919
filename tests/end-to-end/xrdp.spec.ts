import { expect, test } from "@playwright/test";
import { DebianRoot, TEST_PASSWORD, TEST_USER } from "../servers/debian-root.ts";
import { GatewayProcess, type Parameters } from "../servers/gateway.ts";
import { Xrdp, type XrdpOptions } from "../servers/xrdp.ts";
import { checkCodec } from "./codec-check.ts";
import { DesktopPage } from "./desktop-page.ts";
import { checkInput } from "./input-check.ts";
import { comparePixels, type Fidelity } from "./pixel-truth.ts";

interface Case {
  readonly name: string;
  readonly release: "bookworm" | "trixie";
  readonly options: Omit<XrdpOptions, "firstDisplay">;
  readonly parameters: Parameters;
  readonly fidelity: Fidelity;
  /** What the headless client counts. */
  readonly codec: string;
}

const EXACT = Number.POSITIVE_INFINITY;
const PLAIN_BITMAPS = { "disable-gfx": "true", "color-depth": "24" };
const CASES: readonly Case[] = [
  {
    name: "xrdp 0.9, TLS, RemoteFX",
    release: "bookworm",
    options: { security: "tls" },
    parameters: {},
    fidelity: { psnr: 35 },
    codec: "surface bits RemoteFX",
  },
  ...(
    [
      [8, [3, 3, 2]],
      [16, [5, 6, 5]],
    ] as const
  ).map(
    ([depth, bits]): Case => ({
      name: `xrdp 0.9, TLS, ${depth} bit bitmaps`,
      release: "bookworm",
      options: { security: "tls" },
      parameters: { "disable-gfx": "true", "color-depth": String(depth) },
      fidelity: { psnr: EXACT, bits },
      codec: `bitmap RLE ${depth}`,
    }),
  ),
  ...(["low", "medium", "high"] as const).map(
    (cryptLevel): Case => ({
      name: `xrdp 0.9, standard RDP security ${cryptLevel}, bitmaps`,
      release: "bookworm",
      options: { security: "rdp", cryptLevel },
      parameters: PLAIN_BITMAPS,
      fidelity: { psnr: EXACT },
      codec: "bitmap RLE 24",
    }),
  ),
  ...(["bookworm", "trixie"] as const).map(
    (release): Case => ({
      name: `xrdp of ${release}, TLS, lossless`,
      release,
      options: { security: "tls" },
      parameters: { "force-lossless": "true" },
      fidelity: { psnr: EXACT },
      codec: "bitmap planar",
    }),
  ),
  {
    name: "xrdp 0.10, TLS, EGFX progressive",
    release: "trixie",
    options: { security: "tls" },
    parameters: {},
    fidelity: { psnr: 35 },
    codec: "RemoteFX progressive",
  },
];

let gateway: GatewayProcess;
let displays = 11;

test.beforeAll(async () => {
  gateway = await GatewayProcess.start();
});
test.afterAll(() => gateway.stop());

for (const { name, release, options, parameters, fidelity, codec } of CASES) {
  test(`${name}: the canvas shows the X display and input arrives`, async ({ page }) => {
    const server = await Xrdp.start(await DebianRoot.open(release), { ...options, firstDisplay: displays++ });
    try {
      const connection = await gateway.createConnection(name, {
        hostname: "127.0.0.1",
        port: String(server.port),
        security: "any",
        username: TEST_USER,
        password: TEST_PASSWORD,
        "ignore-cert": "true",
        ...parameters,
      });
      const desktop = await DesktopPage.open(page, gateway, connection);
      const display = await server.display();
      const viewport = page.viewportSize();
      expect(await display.screenshot()).toMatchObject({ width: viewport?.width, height: viewport?.height });
      await checkInput(desktop, display);
      await comparePixels(desktop, display, fidelity);
      await checkCodec(gateway, connection, codec);
    } finally {
      server.stop();
    }
  });
}
