import type { Attach } from "@passerelle/tunnel";
import { expect, test } from "@playwright/test";
import { DebianRoot, TEST_PASSWORD, TEST_USER } from "../servers/debian-root.ts";
import { GatewayProcess } from "../servers/gateway.ts";
import { startShadow } from "../servers/shadow.ts";
import { XDisplay } from "../servers/x-display.ts";
import { CodecProbe } from "./codec-probe.ts";

type Avc = Attach["decodes"]["avc"];

/** freerdp-shadow 2.11 uses the pipeline for H.264 alone. */
const CASES: readonly { version: 2 | 3; avc: Avc; codec: string }[] = [
  { version: 2, avc: "avc420", codec: "AVC420" },
  { version: 2, avc: "avc444", codec: "AVC444v2" },
  { version: 3, avc: "avc420", codec: "AVC420" },
  { version: 3, avc: "avc444", codec: "AVC444v2" },
  { version: 3, avc: "none", codec: "RemoteFX" },
];

let gateway: GatewayProcess;
let roots: Record<2 | 3, DebianRoot>;
let displays = 160;

test.beforeAll(async () => {
  roots = { 2: await DebianRoot.open("bookworm"), 3: await DebianRoot.open("trixie") };
  gateway = await GatewayProcess.start();
});
test.afterAll(() => gateway.stop());

for (const { version, avc, codec } of CASES) {
  test(`freerdp-shadow ${version} sends ${codec}, and nothing else, to a browser that decodes ${avc}`, async () => {
    const display = await XDisplay.virtual(roots[version], displays++, 1280, 800);
    try {
      const shadow = await startShadow(display, "tls", version);
      const connection = await gateway.createConnection(`Shadow ${version}, ${avc}`, {
        hostname: "127.0.0.1",
        port: String(shadow.port),
        security: "tls",
        username: TEST_USER,
        password: TEST_PASSWORD,
        "ignore-cert": "true",
      });
      const probe = await CodecProbe.open(gateway, connection, { avc });
      await probe.untilSeen(codec);
      expect([...probe.codecs]).toEqual([codec]);
      await probe.disconnect();
    } finally {
      display.stop();
    }
  });
}
