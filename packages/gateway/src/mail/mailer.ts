import { createTransport } from "nodemailer";
import type { MailSettings } from "./mail-settings.ts";

export interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly {
    readonly name: string;
    readonly type: string;
    readonly content: Uint8Array | string;
  }[];
}

/** Milliseconds for a server to answer, at each step. */
const PATIENCE = 20_000;

/** A mail could not be handed to the SMTP server; the message says why, in the server's words where it has some. */
export class MailError extends Error {
  override readonly name = "MailError";
}

/** Hands a mail to the SMTP server. @throws MailError */
export async function sendMail(settings: MailSettings, { to, subject, text, attachments }: Mail): Promise<void> {
  const { host, port, security, username, password, from } = settings;
  const transport = createTransport({
    ...{ host, port, secure: security === "tls", requireTLS: security === "starttls", ignoreTLS: security === "none" },
    ...(username !== undefined && { auth: { user: username, pass: password ?? "" } }),
    ...{ connectionTimeout: PATIENCE, greetingTimeout: PATIENCE, socketTimeout: PATIENCE },
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  try {
    const files = attachments.map(({ name, type, content }) => ({
      ...{ filename: name, contentType: type },
      content: typeof content === "string" ? content : Buffer.from(content),
    }));
    await transport.sendMail({ from, to: [...to], subject, text, attachments: files });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MailError(`The mail server ${host}:${port} did not take the mail: ${reason}`, { cause: error });
  } finally {
    transport.close();
  }
}
