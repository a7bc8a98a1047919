import type { AccountSettings } from "../accounts/account-settings.ts";
import type { Authenticator } from "../accounts/authenticator.ts";
import type { Passwords } from "../accounts/passwords.ts";
import type { Queries } from "../database/database.ts";
import type { HoursSettings } from "../hours/hours-settings.ts";
import type { WebSettings } from "../http/web-settings.ts";
import type { MailSettings } from "../mail/mail-settings.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import type { SessionManager } from "../sessions/session-manager.ts";

/** What the web server needs of the live sessions. */
export type LiveSessions = Pick<
  SessionManager,
  "attach" | "attachDevices" | "devicesOf" | "list" | "recheck" | "end" | "message" | "endSignIn" | "sharing"
>;

/** What the routes work with. */
export interface Services {
  readonly queries: Queries;
  readonly secrets: SecretBox;
  readonly passwords: Passwords;
  readonly authenticator: Authenticator;
  readonly sessions: LiveSessions;
  readonly accountSettings: AccountSettings;
  readonly hoursSettings: HoursSettings;
  readonly mailSettings: MailSettings | undefined;
  readonly webSettings: WebSettings;
}
