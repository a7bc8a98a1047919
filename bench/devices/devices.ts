import { randomBytes } from "node:crypto";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeviceLine, HeadlessDesktop, percentile } from "@passerelle/headless";
import { ClipboardServer, RedirectionServer, startPlayground } from "@passerelle/playground";
import { Access, CreateDisposition, type IoOperation, Share } from "@passerelle/rdp";
import {
  type ClipboardHas,
  type ClipboardOffer,
  DeviceDown,
  DeviceUp,
  decodeJson,
  encodeJson,
} from "@passerelle/tunnel";
import { ADMINISTRATOR, GatewayProcess } from "../session/gateway.ts";
import { signIn } from "../session/gateway-api.ts";
import { digits, print, printTable } from "../table.ts";

const CONNECTION = "desk";
const MEGABYTE = 1 << 20;
/** Bytes of each file. */
const SIZE = 128 * MEGABYTE;
/** What Windows asks for at a time, and how many of these at once. */
const PIECE = 64 * 1024;
const AT_ONCE = 8;
const COPIES = 200;
const UNICODE_TEXT = 13;

interface Account {
  readonly url: string;
  readonly username: string;
  readonly password: string;
}

interface Way {
  readonly name: string;
  /** MB a second. */
  readonly rate: number;
}

/** Files through the drive, from the desktop and from the page, beside the same files on the disk itself; text through the clipboard. */
export async function benchDevices(): Promise<void> {
  const windows = new RedirectionServer();
  const clipboard = new ClipboardServer();
  const playground = await startPlayground({ channels: () => [windows, clipboard] });
  const gateway = await GatewayProcess.start([]);
  try {
    await gateway.createConnection(CONNECTION, {
      ...{ hostname: "127.0.0.1", port: String(playground.port), username: "demo", password: "demo" },
      ...{ "ignore-cert": "true", "enable-drive": "true", "drive-path": "bench", "create-drive-path": "true" },
    });
    const account = { url: gateway.url, ...ADMINISTRATOR };
    const desktop = await HeadlessDesktop.open({ ...account, connection: CONNECTION });
    const session = desktop.session ?? "";
    const ways = [...(await disk()), ...(await drive(windows)), ...(await panel(gateway.url, session))];
    ways.push(await clipboardFile(clipboard, account, session));
    const [diskWrite = { rate: 0 }, diskRead = { rate: 0 }] = ways;
    print(`\nA file of ${SIZE / MEGABYTE} MiB, ${PIECE / 1024} KiB at a time, ${AT_ONCE} at once.\n`);
    printTable(
      ["", "MB/s", "of the disk"],
      ways.map(({ name, rate }) => [
        name,
        digits(rate),
        digits(rate / (name.includes("write") ? diskWrite : diskRead).rate),
      ]),
    );
    await benchClipboard(clipboard, account, session);
    await desktop.disconnect();
  } finally {
    await gateway.stop();
    await playground.stop();
  }
}

/** The same pieces without gateway. */
async function disk(): Promise<Way[]> {
  const folder = await mkdtemp(join(tmpdir(), "passerelle-bench-"));
  const file = await open(join(folder, "file"), "w+");
  try {
    const data = randomBytes(PIECE);
    const write = await rateOf((offset) => file.write(data, 0, PIECE, offset));
    const read = await rateOf((offset) => file.read(new Uint8Array(PIECE), 0, PIECE, offset));
    return [
      { name: "disk, write", rate: write },
      { name: "disk, read", rate: read },
    ];
  } finally {
    await file.close();
    await rm(folder, { recursive: true });
  }
}

/** The desktop at its drive: RDP, TLS and the gateway between it and the disk. */
async function drive(windows: RedirectionServer): Promise<Way[]> {
  const { id } = await windows.device("drive");
  const create: IoOperation = {
    ...{ type: "create", path: "\\bench.bin", options: 0, desiredAccess: Access.GenericAll, attributes: 0 },
    ...{ disposition: CreateDisposition.OpenIf, sharedAccess: Share.Read, allocationSize: 0n },
  };
  const { fileId = 0 } = await windows.ask(id, 0, create);
  const data = randomBytes(PIECE);
  const write = await rateOf((offset) => windows.ask(id, fileId, { type: "write", offset: BigInt(offset), data }));
  const read = await rateOf((offset) =>
    windows.ask(id, fileId, { type: "read", offset: BigInt(offset), length: PIECE }),
  );
  await windows.ask(id, fileId, { type: "close" });
  return [
    { name: "desktop to drive, write", rate: write },
    { name: "desktop from drive, read", rate: read },
  ];
}

/** MB a second of `SIZE` bytes, piece by piece. */
async function rateOf(piece: (offset: number) => Promise<unknown>): Promise<number> {
  const started = performance.now();
  let next = 0;
  const worker = async () => {
    while (next < SIZE) {
      const offset = next;
      next += PIECE;
      await piece(offset);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return rate(SIZE, started);
}

/** What the file panel does. */
async function panel(url: string, session: string): Promise<Way[]> {
  const { authToken } = await signIn(url, ADMINISTRATOR.username, ADMINISTRATOR.password);
  const address = `${url}/api/passerelle/sessions/${session}/drive`;
  const headers = { "Guacamole-Token": authToken };
  const query = new URLSearchParams({ path: "panel.bin", size: String(SIZE), modified: "0", offset: "0" });
  const body = randomBytes(SIZE);
  let started = performance.now();
  const sent = await fetch(`${address}/upload?${query}`, {
    method: "PUT",
    headers: { ...headers, "content-type": "application/octet-stream" },
    body,
  });
  if (!sent.ok) throw new Error(`the upload was answered ${sent.status}: ${await sent.text()}`);
  const write = rate(SIZE, started);
  started = performance.now();
  const answer = await fetch(`${address}/file?path=panel.bin`, { headers });
  const received = (await answer.arrayBuffer()).byteLength;
  if (received !== SIZE) throw new Error(`the download has ${received} bytes`);
  return [
    { name: "panel to drive, write", rate: write },
    { name: "panel from drive, read", rate: rate(SIZE, started) },
  ];
}

/** What the page does with a file that the desktop has copied. */
async function clipboardFile(clipboard: ClipboardServer, account: Account, session: string): Promise<Way> {
  const { promise: offered, resolve } = Promise.withResolvers<ClipboardOffer>();
  const line = await DeviceLine.open({
    ...account,
    session,
    received: ({ type, payload }) => {
      if (type === DeviceDown.ClipboardOffer) resolve(decodeJson(payload) as ClipboardOffer);
    },
  });
  clipboard.copy({ files: [{ name: "file.bin", isFolder: false, content: randomBytes(SIZE) }] });
  const { offer } = await offered;
  line.close();
  const { authToken } = await signIn(account.url, account.username, account.password);
  const started = performance.now();
  const answer = await fetch(`${account.url}/api/passerelle/sessions/${session}/clipboard/${offer}/files/0`, {
    headers: { "Guacamole-Token": authToken },
  });
  const received = (await answer.arrayBuffer()).byteLength;
  if (received !== SIZE) throw new Error(`the download has ${received} bytes`);
  return { name: "clipboard of the desktop, read", rate: rate(SIZE, started) };
}

function rate(bytes: number, started: number): number {
  return bytes / 1000 / (performance.now() - started);
}

/** Short texts that are copied on one side until the other knows of them. */
async function benchClipboard(clipboard: ClipboardServer, account: Account, session: string): Promise<void> {
  let heard: (type: number, payload: Uint8Array) => boolean = () => false;
  let told = () => {};
  const line = await DeviceLine.open({
    ...account,
    session,
    received: ({ type, payload }) => {
      if (heard(type, payload)) told();
    },
  });
  const wait = (wanted: typeof heard) =>
    new Promise<void>((resolve) => {
      heard = wanted;
      told = resolve;
    });
  const here: number[] = [];
  const there: number[] = [];
  for (let copy = 0; copy < COPIES; copy++) {
    const text = `text ${copy}`;
    let started = performance.now();
    const offered = wait(
      (type, payload) => type === DeviceDown.ClipboardOffer && (decodeJson(payload) as ClipboardOffer).text === text,
    );
    clipboard.copy({ formats: [{ id: UNICODE_TEXT, name: "", content: Buffer.from(`${text}\0`, "utf16le") }] });
    await offered;
    here.push(performance.now() - started);
    started = performance.now();
    const taken = wait((type) => type === DeviceDown.ClipboardTaken);
    const has: ClipboardHas = { offer: copy + 1, formats: ["text"], text: `${text} back` };
    line.send(DeviceUp.ClipboardHas, encodeJson(has));
    await taken;
    await clipboard.paste(UNICODE_TEXT);
    there.push(performance.now() - started);
  }
  line.close();
  print(`\n${COPIES} texts each way.\n`);
  printTable(
    ["", "ms p50", "p95"],
    [
      ["copied at the desktop, known to the page", here],
      ["copied in the page, pasted at the desktop", there],
    ].map(([name, delays]) => [
      String(name),
      digits(percentile(delays as number[], 0.5)),
      digits(percentile(delays as number[], 0.95)),
    ]),
  );
}
