import type { ConnectStep, Failure } from "@passerelle/tunnel";
import type { PinCertificate } from "../sessions/certificate-policy.ts";
import type { SessionPlan } from "../sessions/client-settings.ts";
import { RdpLink } from "../sessions/rdp-link.ts";
import type { ServerCertificate } from "../sessions/rdp-socket.ts";
import { StepLog, type TestStep, type TestStepName } from "./step-log.ts";

/** Milliseconds that a test may take in all. */
const PATIENCE = 15_000;

const STEPS: Readonly<Partial<Record<ConnectStep, TestStepName>>> = {
  resolving: "resolve",
  connecting: "connect",
  negotiating: "negotiate",
  securing: "secure",
  authenticating: "authenticate",
};

/**
 * Tries to reach a desktop as a session would, and to prove the password there, and stops before anybody is logged on.
 * @param pinned answers the certificate that the connection is known by, and remembers none
 */
export async function testConnection(plan: SessionPlan, pinned: PinCertificate): Promise<TestStep[]> {
  const log = new StepLog(() => performance.now());
  const { promise: over, resolve } = Promise.withResolvers<Failure | undefined>();
  let isProtected = false;
  const link = new RdpLink({
    settings: { ...plan.settings, probe: true },
    port: plan.port,
    connectTimeout: plan.connectTimeout,
    certificates: plan.certificates,
    pinCertificate: pinned,
    listener: {
      step: (step) => {
        const name = STEPS[step];
        if (name) log.begin(name);
      },
      secured: (server) => {
        isProtected = true;
        log.note("secure", describe(server));
      },
      output: ({ type }) => {
        if (type === "credentialsNeeded") resolve({ code: "credentials-missing" });
      },
      chunkDone: () => {},
      ended: (failure) => resolve(failure),
    },
  });
  const timer = setTimeout(() => resolve({ code: "no-answer", detail: `${PATIENCE / 1000} s` }), PATIENCE);
  link.open();
  const failure = await over;
  clearTimeout(timer);
  link.close();
  return result(log, failure, isProtected);
}

function result(log: StepLog, failure: Failure | undefined, isProtected: boolean): TestStep[] {
  const isNla = log.current === "authenticate";
  if (isNla) log.note("negotiate", "NLA (CredSSP)");
  else if (!failure) log.note("negotiate", isProtected ? "TLS" : "RDP");
  if (isNla && failure?.code === "credentials-missing") {
    return log.end().map((step) => (step.name === "authenticate" ? skipped(step, failure) : step));
  }
  return log.end(failure);
}

function skipped(step: TestStep, { code }: Failure): TestStep {
  return { ...step, outcome: "skipped", code };
}

/** What is to be known of a certificate before it is trusted. */
function describe({ certificate, verifyError, protocol }: ServerCertificate): string {
  const { subject, validFrom, validTo, fingerprint256 } = certificate;
  return [
    protocol,
    subject.replaceAll("\n", ", "),
    `${validFrom} – ${validTo}`,
    `sha256:${fingerprint256.replaceAll(":", "").toLowerCase()}`,
    verifyError ?? "verified",
  ].join("; ");
}
