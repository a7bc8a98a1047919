import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { type DebianRoot, TEST_USER } from "./debian-root.ts";
import { freePort, until, untilListening } from "./ports.ts";
import { XDisplay } from "./x-display.ts";

export interface XrdpOptions {
  readonly security: "tls" | "rdp";
  /** Strength of standard RDP security. */
  readonly cryptLevel?: "low" | "medium" | "high";
  /** The display number that sesman gives to the first login, 10 to 60; two servers must not share it. */
  readonly firstDisplay: number;
}

/** xrdp with its session manager; each login gets an Xorg of its own. */
export class Xrdp {
  readonly port: number;
  readonly #root: DebianRoot;
  readonly #firstDisplay: number;
  readonly #server: ChildProcess;
  readonly #displays: XDisplay[] = [];

  private constructor(root: DebianRoot, port: number, firstDisplay: number, server: ChildProcess) {
    this.#root = root;
    this.port = port;
    this.#firstDisplay = firstDisplay;
    this.#server = server;
  }

  static async start(root: DebianRoot, options: XrdpOptions): Promise<Xrdp> {
    const port = await freePort();
    const folder = `/etc/passerelle/${port}`;
    await root.write(`${folder}/xrdp.ini`, xrdpIni(port, folder, options));
    await root.write(`${folder}/sesman.ini`, sesmanIni(await freePort(), folder, options.firstDisplay));
    await root.write(`${folder}/desktop.sh`, DESKTOP, 0o755);
    await root.run(["sh", "-c", makeCertificate(folder)]);
    await new XDisplay(root, options.firstDisplay).forgetLock();
    const server = root.start(["sh", "-ec", daemons(folder)]);
    await untilListening(port);
    return new Xrdp(root, port, options.firstDisplay, server);
  }

  /** The display of the first login, once its desktop is there. */
  async display(): Promise<XDisplay> {
    const display = new XDisplay(this.#root, this.#firstDisplay, TEST_USER);
    this.#displays.push(display);
    await until("the desktop's root window is coloured", async () => {
      const root = await display.run(["xprop", "-root", "PASSERELLE_READY"]).catch(() => undefined);
      return root?.includes("= 1") ?? false;
    });
    return display;
  }

  /** Starts a program as TEST_USER that sees what sessions see: the sockets of their channels in /run, and what is mounted for them. */
  inside(command: readonly string[]): ChildProcessWithoutNullStreams {
    const user = ["setpriv", `--reuid=${TEST_USER}`, `--regid=${TEST_USER}`, "--init-groups"];
    const namespace = ["--target", String(this.#server.pid), "--mount"];
    return spawn("nsenter", [...namespace, "chroot", this.#root.path, ...user, ...command]);
  }

  stop(): void {
    for (const display of this.#displays) display.stop();
    this.#server.kill("SIGKILL");
  }
}

/** What a login shows: a plain colour; tests start their programs on it. */
const DESKTOP = `#!/bin/sh
xset s off -dpms
xsetroot -solid '#336699' -cursor_name left_ptr
xprop -root -f PASSERELLE_READY 32c -set PASSERELLE_READY 1
exec sleep 86400
`;

/**
 * Both daemons. Where they look for each other is fixed (xrdp 0.9: the port in sesman.ini, 0.10: a socket in /run),
 * so each server gets its own view of these two.
 */
function daemons(folder: string): string {
  return `
mount --bind ${folder}/sesman.ini /etc/xrdp/sesman.ini
mount -t tmpfs tmpfs /run
mkdir -p /run/xrdp/sockdir
chmod 1777 /run/xrdp/sockdir
cd ${folder}
xrdp-sesman --nodaemon &
exec xrdp --nodaemon -c ${folder}/xrdp.ini
`;
}

function makeCertificate(folder: string): string {
  return `test -f ${folder}/key.pem || openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=xrdp.test -keyout ${folder}/key.pem -out ${folder}/cert.pem 2>/dev/null`;
}

function xrdpIni(port: number, folder: string, options: XrdpOptions): string {
  return `[Globals]
ini_version=1
fork=true
port=tcp://127.0.0.1:${port}
tcp_nodelay=true
security_layer=${options.security}
crypt_level=${options.cryptLevel ?? "high"}
certificate=${folder}/cert.pem
key_file=${folder}/key.pem
ssl_protocols=TLSv1.2, TLSv1.3
autorun=Xorg
allow_channels=true
bitmap_cache=true
bitmap_compression=true
bulk_compression=true
max_bpp=32
new_cursors=true
use_fastpath=both

[Logging]
LogFile=${folder}/xrdp.log
LogLevel=INFO
EnableSyslog=false

[Channels]
cliprdr=true
drdynvc=true
rdpsnd=true
rdpdr=true

[Xorg]
name=Xorg
lib=libxup.so
username=ask
password=ask
ip=127.0.0.1
port=-1
code=20
`;
}

function sesmanIni(port: number, folder: string, firstDisplay: number): string {
  return `[Globals]
ListenAddress=127.0.0.1
ListenPort=${port}
EnableUserWindowManager=false
UserWindowManager=
DefaultWindowManager=${folder}/desktop.sh
ReconnectScript=/bin/true

[Security]
AllowRootLogin=false
MaxLoginRetry=4
AlwaysGroupCheck=false

[Sessions]
X11DisplayOffset=${firstDisplay}
MaxSessions=10
KillDisconnected=false
DisconnectedTimeLimit=0
IdleTimeLimit=0
Policy=Default

[Logging]
LogFile=${folder}/sesman.log
LogLevel=INFO
EnableSyslog=false

[Xorg]
param=/usr/lib/xorg/Xorg
param=-config
param=xrdp/xorg.conf
param=-noreset
param=-nolisten
param=tcp
param=-ac
param=-logfile
param=.xorgxrdp.%s.log

[Chansrv]
FuseMountName=thinclient_drives

[SessionVariables]
`;
}
