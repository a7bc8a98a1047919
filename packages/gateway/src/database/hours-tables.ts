import type { GeneratedAlways } from "kysely";
import type { ReportFormat } from "../hours/export/write-report.ts";
import type { OptionalTime, Time } from "./column-types.ts";

/** A time in which input of the person was seen at least every idle limit. */
interface ActiveStretchTable {
  history_id: number;
  start_date: Time;
  end_date: Time;
}

interface SessionEndTable {
  history_id: number;
  /** `left` (the person ended it), `heartbeat` (a gateway died: the end is its last heartbeat), or the code of a `Failure`. */
  cause: string;
}

/** A time in which one gateway process served, by the database's clock: nobody can begin to work outside all of them. */
interface GatewayRunTable {
  run_id: string;
  /** Where it listens, which only one process can at a time. */
  address: string;
  started: Time;
  heartbeat: Time;
  /** Null: it is alive, or died without a word after its last heartbeat. */
  stopped: OptionalTime;
}

interface HoursRoleTable {
  /** A user, or a group whose members hold the role. */
  entity_id: number;
  role: "leader" | "clerk";
  /** The team of a leader; null for a clerk, who has all. */
  user_group_id: number | null;
}

interface HoursScheduleTable {
  schedule_id: GeneratedAlways<number>;
  /** A user, or a group whose members without a schedule of their own have it. */
  entity_id: number;
  /** YYYY-MM-DD. */
  valid_from: string;
  /** Minutes planned on Monday to Sunday. */
  minutes: number[];
  /** The calendar of public holidays. */
  calendar: string | null;
}

interface HoursHolidayTable {
  calendar: string;
  /** YYYY-MM-DD. */
  day: string;
  name: string;
}

interface HoursCorrectionTable {
  correction_id: GeneratedAlways<number>;
  user_id: number | null;
  username: string;
  kind: "add" | "remove" | "settle";
  /** The doubtful row that a `settle` gives an end. */
  history_id: number | null;
  start_date: Time;
  end_date: Time;
  reason: string;
  made_by: string;
  made_at: Time;
  withdrawn_by: string | null;
  withdrawn_at: OptionalTime;
  withdrawn_reason: string | null;
}

interface HoursSigningKeyTable {
  key_id: string;
  /** Ed25519, SubjectPublicKeyInfo. */
  public_key: Uint8Array;
  /** PKCS #8 in base64, sealed. */
  sealed_private_key: string;
  made: Time;
}

interface HoursClosingTable {
  closing_id: GeneratedAlways<number>;
  /** YYYY-MM. */
  month: string;
  zone: string;
  /** The JSON that was signed. */
  report: string;
  closed_by: string;
  closed_at: Time;
  key_id: string;
  signature: Uint8Array;
  reopened_by: string | null;
  reopened_at: OptionalTime;
  reopened_reason: string | null;
}

/** One row: when and to whom the report of the month before goes. */
interface HoursMailTable {
  mail_id: 1;
  enabled: boolean;
  /** Of the month, 1 to 28, and the hour, 0 to 23, in `zone`. */
  day: number;
  hour: number;
  zone: string;
  language: "en" | "fr";
  formats: ReportFormat[];
  recipients: string[];
  saved_at: Time;
}

interface HoursMailingTable {
  /** The month that the report is about, YYYY-MM. */
  month: string;
  tried_at: Time;
  attempts: number;
  /** Null: not yet. */
  sent_at: OptionalTime;
  /** Why the last attempt failed. */
  problem: string | null;
}

/** What worked hours are counted from, beside Guacamole's history. */
export interface HoursTables {
  passerelle_active_stretch: ActiveStretchTable;
  passerelle_session_end: SessionEndTable;
  passerelle_gateway_run: GatewayRunTable;
  passerelle_hours_role: HoursRoleTable;
  passerelle_hours_schedule: HoursScheduleTable;
  passerelle_hours_holiday: HoursHolidayTable;
  passerelle_hours_correction: HoursCorrectionTable;
  passerelle_hours_signing_key: HoursSigningKeyTable;
  passerelle_hours_closing: HoursClosingTable;
  passerelle_hours_mail: HoursMailTable;
  passerelle_hours_mailing: HoursMailingTable;
}
