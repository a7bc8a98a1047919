import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { until } from "./ports.ts";
import type { Xrdp } from "./xrdp.ts";

/** What PulseAudio's modules for xrdp connect to, in /run/xrdp/sockdir; Debian 12 has no such modules. */
const OUTPUT = "xrdp_chansrv_audio_out_socket_";
const INPUT = "xrdp_chansrv_audio_in_socket_";

/** Joins standard input and output to a socket, until either ends. */
const BRIDGE = `
use IO::Socket::UNIX;
my $socket = IO::Socket::UNIX->new(Peer => $ARGV[0]) or die "no socket: $!";
my ($from, $to) = fork() ? (STDIN, $socket) : ($socket, STDOUT);
while (sysread($from, my $bytes, 65536)) { syswrite($to, $bytes) }
shutdown($socket, 1);
`;

const Message = { Play: 0, Stop: 1 } as const;
const Command = { StartRecording: 1, StopRecording: 2, SendData: 3 } as const;
const HEADER_LENGTH = 8;
/** What PulseAudio's module sends at a time, about. */
const MOST_BYTES = 16 * 1024;

/** What programs in an xrdp session play, 16 bit stereo PCM of 44.1 kHz. */
export class SessionSound {
  readonly #bridge: ChildProcessWithoutNullStreams;

  private constructor(bridge: ChildProcessWithoutNullStreams) {
    this.#bridge = bridge;
  }

  /** @param display the session's X display */
  static async open(xrdp: Xrdp, display: number): Promise<SessionSound> {
    return new SessionSound(await bridgeTo(xrdp, `${OUTPUT}${display}`));
  }

  play(pcm: Uint8Array): void {
    for (let start = 0; start < pcm.length; start += MOST_BYTES) {
      const part = pcm.subarray(start, start + MOST_BYTES);
      this.#bridge.stdin.write(Buffer.concat([header(Message.Play, part.length), part]));
    }
  }

  /** What was played is over. */
  stop(): void {
    this.#bridge.stdin.write(header(Message.Stop, 0));
  }

  close(): void {
    this.#bridge.stdin.end();
  }
}

/** A program in an xrdp session that records. */
export class SessionMicrophone {
  readonly #bridge: ChildProcessWithoutNullStreams;
  #received = Buffer.alloc(0);

  private constructor(bridge: ChildProcessWithoutNullStreams) {
    this.#bridge = bridge;
    bridge.stdout.on("data", (bytes: Buffer) => {
      this.#received = Buffer.concat([this.#received, bytes]);
    });
  }

  /** Begins to record. @param display the session's X display */
  static async open(xrdp: Xrdp, display: number): Promise<SessionMicrophone> {
    const microphone = new SessionMicrophone(await bridgeTo(xrdp, `${INPUT}${display}`));
    microphone.#command(Command.StartRecording, 0);
    return microphone;
  }

  /** What was recorded since it was read last, `most` bytes of it. */
  async read(most: number): Promise<Buffer> {
    this.#command(Command.SendData, most);
    await until("the session answers with sound", () => this.#received.length >= 2 + this.#announced);
    const data = this.#received.subarray(2, 2 + this.#announced);
    this.#received = this.#received.subarray(2 + data.length);
    return data;
  }

  close(): void {
    this.#command(Command.StopRecording, 0);
    this.#bridge.stdin.end();
  }

  /** Length of the answer that has begun to come. */
  get #announced(): number {
    return this.#received.length < 2 ? Number.POSITIVE_INFINITY : this.#received.readUInt16LE(0);
  }

  #command(command: number, bytes: number): void {
    const message = Buffer.alloc(3);
    message.writeUInt8(command, 0);
    message.writeUInt16LE(bytes, 1);
    this.#bridge.stdin.write(Buffer.concat([header(0, message.length), message]));
  }
}

async function bridgeTo(xrdp: Xrdp, socket: string): Promise<ChildProcessWithoutNullStreams> {
  const path = `/run/xrdp/sockdir/${socket}`;
  await until(`${path} is there`, () => succeeds(xrdp.inside(["test", "-S", path])));
  return xrdp.inside(["perl", "-e", BRIDGE, path]);
}

function succeeds(program: ChildProcessWithoutNullStreams): Promise<boolean> {
  return new Promise((resolve) => program.once("close", (code) => resolve(code === 0)));
}

function header(code: number, length: number): Buffer {
  const bytes = Buffer.alloc(HEADER_LENGTH);
  bytes.writeUInt32LE(code, 0);
  bytes.writeUInt32LE(HEADER_LENGTH + length, 4);
  return bytes;
}
