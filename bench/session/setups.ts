import type { Attach } from "@passerelle/tunnel";
import { DebianRoot, TEST_PASSWORD, TEST_USER } from "../../tests/servers/debian-root.ts";
import { startShadow } from "../../tests/servers/shadow.ts";
import { XDisplay } from "../../tests/servers/x-display.ts";
import { Xrdp } from "../../tests/servers/xrdp.ts";

const SHADOW_DISPLAY = 120;
const XRDP_DISPLAY = 55;

/** An RDP server that runs, and the number of the X display that it shows. */
export interface RdpServer {
  readonly port: number;
  readonly display: number;
  /** Waits until programs can be started on the display; xrdp makes it at the login. */
  displayReady(): Promise<void>;
  stop(): void;
}

/** A server and how it is connected to. */
export interface Setup {
  /** What `--only` is compared with. */
  readonly name: string;
  /** Which of guacd's figures to set beside ours: its own set-up's name. */
  readonly guacd: string | undefined;
  /** The H.264 that the client says it decodes. It cannot, and so acknowledges and decodes nothing. */
  readonly avc?: Attach["decodes"]["avc"];
  /** What the connection has beyond host, port and credentials. */
  readonly parameters: Readonly<Record<string, string>>;
  start(): Promise<RdpServer>;
}

export const SETUPS: readonly Setup[] = [
  {
    name: "shadow-remotefx",
    guacd: "shadow-gfx",
    parameters: { security: "nla" },
    start: startShadowServer,
  },
  {
    name: "shadow-h264",
    guacd: "shadow-gfx",
    parameters: { security: "nla" },
    avc: "avc444",
    start: startShadowServer,
  },
  {
    name: "shadow-16bpp",
    guacd: "shadow-nogfx",
    parameters: { security: "nla", "disable-gfx": "true", "color-depth": "16" },
    start: startShadowServer,
  },
  {
    name: "xrdp-0.9-remotefx",
    guacd: "xrdp-rfx",
    parameters: { security: "tls" },
    start: () => startXrdp("bookworm"),
  },
  {
    name: "xrdp-0.10-progressive",
    guacd: undefined,
    parameters: { security: "tls" },
    start: () => startXrdp("trixie"),
  },
];

/** The stored connection's parameters for a server that listens on `port`. */
export function connectionTo(setup: Setup, port: number): Record<string, string> {
  return {
    hostname: "127.0.0.1",
    port: String(port),
    username: TEST_USER,
    password: TEST_PASSWORD,
    "ignore-cert": "true",
    ...setup.parameters,
  };
}

async function startShadowServer(): Promise<RdpServer> {
  const root = await DebianRoot.open("bookworm");
  const display = await XDisplay.virtual(root, SHADOW_DISPLAY, 1920, 1080);
  const shadow = await startShadow(display, "nla");
  return {
    port: shadow.port,
    display: SHADOW_DISPLAY,
    displayReady: async () => {},
    stop: () => {
      shadow.stop();
      display.stop();
    },
  };
}

async function startXrdp(suite: "bookworm" | "trixie"): Promise<RdpServer> {
  const xrdp = await Xrdp.start(await DebianRoot.open(suite), { security: "tls", firstDisplay: XRDP_DISPLAY });
  return {
    port: xrdp.port,
    display: XRDP_DISPLAY,
    displayReady: async () => {
      await xrdp.display();
    },
    stop: () => xrdp.stop(),
  };
}
