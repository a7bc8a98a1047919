import pngjs from "pngjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DebianRoot, TEST_PASSWORD, TEST_USER } from "../servers/debian-root.ts";
import { GatewayProcess } from "../servers/gateway.ts";
import type { XDisplay } from "../servers/x-display.ts";
import { Xrdp } from "../servers/xrdp.ts";
import { ClipboardPage } from "./clipboard-page.ts";

const { PNG } = pngjs;
/** What xrdp 0.9 knows: its text has no characters outside the basic plane. */
const LONG = "Où sont les œufs à 5 € ? ".repeat(10_000);
/** Of text that is too long for one X property it takes one byte of each character, and its end. */
const LONG_ASCII = "Ou sont les oeufs a 5 euros ? ".repeat(10_000);
const BIG = Buffer.from(Uint8Array.from({ length: 5_000_000 }, (_, at) => (at * 17) % 253));
const FOLDER = "/tmp/clipboard-xrdp";
const FILE_HEADER = 14;
const START_TIME = 300_000;

let root: DebianRoot;
let xrdp: Xrdp;
let gateway: GatewayProcess;
let display: XDisplay;
let page: ClipboardPage;

beforeAll(async () => {
  root = await DebianRoot.open("bookworm");
  xrdp = await Xrdp.start(root, { security: "tls", firstDisplay: 29 });
  gateway = await GatewayProcess.start();
  const connection = await gateway.createConnection("xrdp", {
    hostname: "127.0.0.1",
    port: String(xrdp.port),
    username: TEST_USER,
    password: TEST_PASSWORD,
    "ignore-cert": "true",
  });
  [page, display] = await Promise.all([ClipboardPage.open(gateway, connection), xrdp.display()]);
}, START_TIME);
afterAll(async () => {
  await page?.close();
  await gateway?.stop();
  xrdp?.stop();
});

/** Copies a file's content in the session. */
async function copyInX(target: string, content: string | Uint8Array): Promise<void> {
  await root.write(`${FOLDER}/copied`, content);
  display.start(["xclip", "-quiet", "-selection", "clipboard", "-t", target, "-i", `${FOLDER}/copied`]);
}

/** What a program in the session pastes. */
function pasteInX(target: string): Promise<Buffer> {
  return display.run(["timeout", "15", "xclip", "-selection", "clipboard", "-t", target, "-o"]);
}

/** Reads a file as the session does, which has the page's files mounted. */
async function readInside(path: string): Promise<Buffer> {
  const program = xrdp.inside(["cat", path]);
  const output: Buffer[] = [];
  program.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  await new Promise((resolve) => program.on("close", resolve));
  return Buffer.concat(output);
}

test("text is copied and pasted, short and long", async () => {
  await copyInX("UTF8_STRING", "déjà vu");
  expect(await page.offered()).toMatchObject({ formats: ["text"], text: "déjà vu" });
  await copyInX("UTF8_STRING", LONG);
  expect(Buffer.from(LONG).equals(await page.bytes(await page.offered(), "text"))).toBe(true);

  await page.has({ formats: ["text"], text: "à côté" });
  expect(String(await pasteInX("UTF8_STRING")).replace("\0", "")).toBe("à côté");
  page.answer = () => LONG_ASCII;
  await page.has({ formats: ["text"] });
  expect(Buffer.from(`${LONG_ASCII}\0`).equals(await pasteInX("UTF8_STRING"))).toBe(true);
});

test("pictures are copied and pasted", async () => {
  const picture = new PNG({ width: 40, height: 30 });
  picture.data = Buffer.from(Uint8Array.from(picture.data, (_, at) => (at % 4 === 3 ? 255 : (at * 7) % 256)));
  page.answer = () => new Uint8Array(PNG.sync.write(picture));
  await page.has({ formats: ["image"] });
  const pasted = await pasteInX("image/bmp");
  // xrdp 0.9 leaves out as many bytes of the end as it puts before the beginning.
  const whole = Buffer.concat([pasted, Buffer.alloc(FILE_HEADER)]);
  expect(pasted).toHaveLength(40 + picture.data.length);

  await copyInX("image/bmp", whole);
  const copied = PNG.sync.read(await page.bytes(await page.offered(), "image"));
  const unknown = FILE_HEADER + 2;
  const known = (data: Buffer) => Buffer.concat([data.subarray(0, 40 * 4 - unknown), data.subarray(40 * 4)]);
  expect(known(copied.data).equals(known(picture.data))).toBe(true);
});

test("files are copied", async () => {
  await root.write(`${FOLDER}/été.txt`, "bonjour");
  await root.write(`${FOLDER}/grand.bin`, BIG);
  await copyInX("x-special/gnome-copied-files", `copy\nfile://${FOLDER}/%C3%A9t%C3%A9.txt\nfile://${FOLDER}/grand.bin`);
  const offer = await page.offered();
  expect(offer.files).toMatchObject([
    { path: "été.txt", size: 7 },
    { path: "grand.bin", size: BIG.length },
  ]);
  expect(String(await page.bytes(offer, "files/0"))).toBe("bonjour");
  expect(BIG.equals(await page.bytes(offer, "files/1"))).toBe(true);
});

test("files are pasted", async () => {
  page.answer = (wanted) => {
    if (!("file" in wanted)) return undefined;
    return new Uint8Array((wanted.file === 0 ? Buffer.from("salut") : BIG).subarray(wanted.offset));
  };
  const files = [
    { path: "petit.txt", isFolder: false, size: 5 },
    { path: "grand.bin", isFolder: false, size: BIG.length },
  ];
  await page.has({ formats: [], files });
  const paths = String(await pasteInX("text/uri-list")).match(/(?<=file:\/\/)\S+/g) ?? [];
  expect(paths).toHaveLength(2);
  expect(String(await readInside(paths[0] ?? ""))).toBe("salut");
  expect(BIG.equals(await readInside(paths[1] ?? ""))).toBe(true);
});
