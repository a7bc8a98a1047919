/** The SMTP server through which the gateway sends mail. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** `starttls`: mail only leaves encrypted; `tls`: from the first byte; `none`: in clear, for a server on the same machine. */
  readonly security: "starttls" | "tls" | "none";
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly from: string;
}
