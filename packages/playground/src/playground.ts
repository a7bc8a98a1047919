import { createServer, type Socket } from "node:net";
import { createSecureContext } from "node:tls";
import { type CertificateSubject, type ServerCertificate, selfSignedCertificate } from "./certificate.ts";
import type { Fault } from "./fault.ts";
import type { PipelineCodec } from "./graphics/pipeline-painter.ts";
import type { ServerChannel } from "./protocol/server-channel.ts";
import type { Account } from "./protocol/server-connection.ts";
import { type DisplayControlBehaviour, Session } from "./session.ts";

export interface PlaygroundOptions {
  /** TCP port on 127.0.0.1; absent: any free one. */
  readonly port?: number;
  /** Who may log on; absent: demo with the password demo. */
  readonly account?: Account;
  /** `any`, the default: network level authentication, or TLS for a client that has no more. */
  readonly security?: "any" | "nla" | "tls";
  /** How the picture travels; `bitmaps`: without the graphics pipeline. Absent: planar. */
  readonly graphics?: PipelineCodec | "bitmaps";
  /** Whether the desktop takes another size; absent: `followed`. */
  readonly displayControl?: DisplayControlBehaviour;
  /** Makes what happens on other channels, for each client; absent: nothing. */
  readonly channels?: () => readonly ServerChannel[];
  /** What the certificate says; absent: localhost, valid for ten years. */
  readonly certificate?: Partial<CertificateSubject>;
  /** The clock of the desktops. */
  readonly now?: () => Date;
  /** What goes wrong in each session; `Session.misbehave` is for later. */
  readonly fault?: Fault;
}

/** A playground that serves. */
export interface Playground {
  readonly port: number;
  readonly certificate: ServerCertificate;
  /** Those of now, in the order in which they came. */
  readonly sessions: readonly Session[];
  /** Cuts all sessions off. */
  stop(): Promise<void>;
}

const DAY = 24 * 3600 * 1000;
const YEARS_OF_VALIDITY = 10;

/** Starts an RDP server with a demo desktop for each client, on 127.0.0.1. */
export async function startPlayground(options: PlaygroundOptions = {}): Promise<Playground> {
  const certificate = selfSignedCertificate({
    name: "localhost",
    validFrom: new Date(Date.now() - DAY),
    validTo: new Date(Date.now() + YEARS_OF_VALIDITY * 365 * DAY),
    ...options.certificate,
  });
  const sessionOptions = {
    security: options.security ?? "any",
    account: options.account ?? { username: "demo", password: "demo" },
    certificate,
    secureContext: createSecureContext({ cert: certificate.pem, key: certificate.key }),
    graphics: options.graphics ?? "planar",
    displayControl: options.displayControl ?? "followed",
    channels: options.channels ?? (() => []),
    now: options.now ?? (() => new Date()),
    fault: options.fault,
  } as const;
  const sessions: Session[] = [];
  const server = createServer({ noDelay: true }, (socket: Socket) => {
    const session = new Session(socket, sessionOptions);
    sessions.push(session);
    socket.on("close", () => sessions.splice(sessions.indexOf(session), 1));
  });
  const listening = Promise.withResolvers<void>();
  server.once("error", listening.reject);
  server.listen(options.port ?? 0, "127.0.0.1", listening.resolve);
  await listening.promise;
  const address = server.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    certificate,
    sessions,
    stop: () => {
      for (const session of [...sessions]) session.close();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
