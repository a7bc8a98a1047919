import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, open, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DeviceLine, HeadlessDesktop } from "@passerelle/headless";
import { DeviceDown, type DriveDelivered, type DriveState, decodeJson } from "@passerelle/tunnel";
import { expect, test } from "@playwright/test";
import { collectOutput, DebianRoot, TEST_PASSWORD, TEST_USER } from "../servers/debian-root.ts";
import { ADMIN, ADMIN_PASSWORD, GatewayProcess } from "../servers/gateway.ts";
import { until } from "../servers/ports.ts";
import { Xrdp } from "../servers/xrdp.ts";

/** Where chansrv mounts the drive, by the seven letters that it takes of the name. */
const MOUNT = `/home/${TEST_USER}/thinclient_drives/Passere`;
const MEGABYTE = 1 << 20;
const FAR = 4.5 * 1024 * MEGABYTE;
const MARK = "beyond four gigabytes";

let server: Xrdp;
let gateway: GatewayProcess;
let desktop: HeadlessDesktop;
let line: DeviceLine;
/** The gateway's folder of drives, and the one of them. */
let drives: string;
let drive: string;
let state: DriveState | undefined;
const delivered: DriveDelivered[] = [];

test.beforeAll(async () => {
  drives = await mkdtemp(join(tmpdir(), "passerelle-drives-"));
  drive = join(drives, "agent");
  server = await Xrdp.start(await DebianRoot.open("bookworm"), { security: "tls", firstDisplay: 47 });
  gateway = await GatewayProcess.startNew({
    PASSERELLE_ADMIN_USER: ADMIN,
    PASSERELLE_ADMIN_PASSWORD: ADMIN_PASSWORD,
    PASSERELLE_DRIVE_DIR: drives,
  });
  await gateway.signIn();
  const connection = await gateway.createConnection("xrdp", {
    ...{ hostname: "127.0.0.1", port: String(server.port), username: TEST_USER, password: TEST_PASSWORD },
    ...{ "ignore-cert": "true", "enable-drive": "true", "drive-path": "agent", "create-drive-path": "true" },
  });
  const account = { url: gateway.url, username: ADMIN, password: ADMIN_PASSWORD };
  desktop = await HeadlessDesktop.open({ ...account, connection });
  line = await DeviceLine.open({
    ...{ ...account, session: desktop.session ?? "" },
    received: ({ type, payload }) => {
      if (type === DeviceDown.DriveState) state = decodeJson(payload) as DriveState;
      if (type === DeviceDown.DriveDelivered) delivered.push(decodeJson(payload) as DriveDelivered);
    },
  });
  await until("the desktop has the drive", () => state?.state === "ready" && state.isMounted);
});
test.afterAll(async () => {
  line?.close();
  await desktop?.disconnect();
  await gateway?.stop();
  server?.stop();
  await rm(drives, { recursive: true, force: true });
});

/** Runs a script on the drive as the desktop's user; answers what it printed. */
async function run(script: string): Promise<string> {
  const child = server.inside(["sh", "-ec", `export LC_ALL=C.UTF-8; cd ${MOUNT}; ${script}`]);
  const words = collectOutput(child);
  const code = await new Promise((resolve) => child.on("close", resolve));
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${words()}`);
  return words().trim();
}

test("what a desktop copies to the drive and back is the same: a tree, and 20 MB", async () => {
  await run("cp -r /usr/share/doc/xrdp tree; diff -r /usr/share/doc/xrdp tree");
  const random = randomBytes(20 * MEGABYTE);
  await writeFile(join(drive, "random"), random);
  await run("cp random copy; cmp random copy");
  expect(random.equals(await readFile(join(drive, "copy")))).toBe(true);
  await run("rm -r tree copy");
  // xrdp does not wait until the client has closed what it deletes.
  await expect.poll(() => readdir(drive)).toEqual(["Download", "random"]);
});

test("a file of 5 GB is read and written beyond the fourth", async () => {
  const file = await open(join(drive, "huge"), "w");
  await file.truncate(5 * 1024 * MEGABYTE);
  await file.write(MARK, FAR);
  await file.close();
  const piece = `bs=1 count=${MARK.length} status=none`;
  expect(await run(`stat -c %s huge; dd if=huge ${piece} skip=${FAR}`)).toBe(`${5 * 1024 * MEGABYTE}\n${MARK}`);
  await run(`printf written | dd of=huge bs=1 seek=${FAR + 100} conv=notrunc status=none`);
  const written = await open(join(drive, "huge"));
  const { buffer } = await written.read(Buffer.alloc(7), 0, 7, FAR + 100);
  await written.close();
  expect(buffer.toString()).toBe("written");
});

test("a folder of 10,000 files is seen whole", async () => {
  const many = join(drive, "many");
  await mkdir(many);
  for (let index = 0; index < 10_000; index++) await writeFile(join(many, `Beleg ${index} é.txt`), "");
  expect(await run("find many -type f | sort -u | wc -l")).toBe("10000");
  expect(await run("find many -name 'Beleg 9999 *'")).toBe("many/Beleg 9999 é.txt");
});

test("files are renamed and deleted by the hundred, and moved into Download to the browser", async () => {
  const storm = "for i in $(seq 100); do echo $i > a$i; mv a$i b$i; test $(cat b$i) = $i; done; rm b*";
  await run(`mkdir storm; cd storm; ${storm}; cd ..; rmdir storm`);
  await run("mkdir -p one/two; echo text > one/two/three; mv one moved; cat moved/two/three; rm -r moved");
  await expect.poll(async () => (await readdir(drive)).includes("storm")).toBe(false);
  await run("echo report > report; mv report Download/; echo more > Download/more");
  await until("both files are delivered", () => delivered.length === 2);
  expect(delivered.map(({ path, size }) => `${path} ${size}`).sort()).toEqual(["Download/more 5", "Download/report 7"]);
});

test("what Windows has no name for is not made, and what is read-only not deleted", async () => {
  const names = ["a:b", "nul", "a.", "'a '", "'<a>'"];
  const attempts = names.map((name) => `if touch ${name} 2>/dev/null; then echo made ${name}; fi`);
  expect(await run(attempts.join(";"))).toBe("");
  await run("touch kept; chmod 444 kept");
  expect(await run("rm -f kept 2>/dev/null || echo refused")).toBe("refused");
  await run("chmod 644 kept; rm kept");
});
