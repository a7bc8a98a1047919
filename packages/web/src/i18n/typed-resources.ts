import type { account } from "./account.en.ts";
import type { activity } from "./activity.en.ts";
import type { administration } from "./administration.en.ts";
import type { clipboard } from "./clipboard.en.ts";
import type { connectionTest } from "./connection-test.en.ts";
import type { connections } from "./connections.en.ts";
import type { desktop } from "./desktop.en.ts";
import type { app } from "./en.ts";
import type { exchange } from "./exchange.en.ts";
import type { files } from "./files.en.ts";
import type { hours } from "./hours.en.ts";
import type { hoursKeeping } from "./hours-keeping.en.ts";
import type { keyboard } from "./keyboard.en.ts";
import type { panel } from "./panel.en.ts";
import type { parameters } from "./parameters.en.ts";
import type { prints } from "./prints.en.ts";
import type { sharing } from "./sharing.en.ts";
import type { sound } from "./sound.en.ts";
import type { stats } from "./stats.en.ts";
import type { users } from "./users.en.ts";

/** The shape of `Texts` with any wording: what a translation must provide, key for key. */
export type Translation<Texts> = {
  readonly [Key in keyof Texts]: Texts[Key] extends string ? string : Translation<Texts[Key]>;
};

/** The texts of each namespace; English is the one that defines the keys. */
export interface Resources {
  activity: typeof activity;
  account: typeof account;
  app: typeof app;
  administration: typeof administration;
  clipboard: typeof clipboard;
  connections: typeof connections;
  connectionTest: typeof connectionTest;
  desktop: typeof desktop;
  exchange: typeof exchange;
  files: typeof files;
  hours: typeof hours;
  hoursKeeping: typeof hoursKeeping;
  keyboard: typeof keyboard;
  panel: typeof panel;
  parameters: typeof parameters;
  sharing: typeof sharing;
  sound: typeof sound;
  prints: typeof prints;
  stats: typeof stats;
  users: typeof users;
}

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "app";
    resources: Resources;
    enableSelector: false;
  }
}
