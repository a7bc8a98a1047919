import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { account as accountEn } from "./account.en.ts";
import { account as accountFr } from "./account.fr.ts";
import { activity as activityEn } from "./activity.en.ts";
import { activity as activityFr } from "./activity.fr.ts";
import { administration as administrationEn } from "./administration.en.ts";
import { administration as administrationFr } from "./administration.fr.ts";
import { clipboard as clipboardEn } from "./clipboard.en.ts";
import { clipboard as clipboardFr } from "./clipboard.fr.ts";
import { connectionTest as connectionTestEn } from "./connection-test.en.ts";
import { connectionTest as connectionTestFr } from "./connection-test.fr.ts";
import { connections as connectionsEn } from "./connections.en.ts";
import { connections as connectionsFr } from "./connections.fr.ts";
import { desktop as desktopEn } from "./desktop.en.ts";
import { desktop as desktopFr } from "./desktop.fr.ts";
import { app as appEn } from "./en.ts";
import { exchange as exchangeEn } from "./exchange.en.ts";
import { exchange as exchangeFr } from "./exchange.fr.ts";
import { files as filesEn } from "./files.en.ts";
import { files as filesFr } from "./files.fr.ts";
import { app as appFr } from "./fr.ts";
import { hours as hoursEn } from "./hours.en.ts";
import { hours as hoursFr } from "./hours.fr.ts";
import { hoursKeeping as hoursKeepingEn } from "./hours-keeping.en.ts";
import { hoursKeeping as hoursKeepingFr } from "./hours-keeping.fr.ts";
import { keyboard as keyboardEn } from "./keyboard.en.ts";
import { keyboard as keyboardFr } from "./keyboard.fr.ts";
import { panel as panelEn } from "./panel.en.ts";
import { panel as panelFr } from "./panel.fr.ts";
import { parameters as parametersEn } from "./parameters.en.ts";
import { parameters as parametersFr } from "./parameters.fr.ts";
import { prints as printsEn } from "./prints.en.ts";
import { prints as printsFr } from "./prints.fr.ts";
import { sharing as sharingEn } from "./sharing.en.ts";
import { sharing as sharingFr } from "./sharing.fr.ts";
import { sound as soundEn } from "./sound.en.ts";
import { sound as soundFr } from "./sound.fr.ts";
import { stats as statsEn } from "./stats.en.ts";
import { stats as statsFr } from "./stats.fr.ts";
import { users as usersEn } from "./users.en.ts";
import { users as usersFr } from "./users.fr.ts";

type Texts = Map<string, string>;

function flatten(texts: object, prefix = ""): Texts {
  const entries = Object.entries(texts).flatMap(([key, text]): [string, string][] =>
    typeof text === "string" ? [[prefix + key, text]] : [...flatten(text, `${prefix}${key}.`)],
  );
  return new Map(entries);
}

const namespaces = {
  activity: [flatten(activityEn), flatten(activityFr)],
  account: [flatten(accountEn), flatten(accountFr)],
  app: [flatten(appEn), flatten(appFr)],
  administration: [flatten(administrationEn), flatten(administrationFr)],
  clipboard: [flatten(clipboardEn), flatten(clipboardFr)],
  connections: [flatten(connectionsEn), flatten(connectionsFr)],
  connectionTest: [flatten(connectionTestEn), flatten(connectionTestFr)],
  desktop: [flatten(desktopEn), flatten(desktopFr)],
  exchange: [flatten(exchangeEn), flatten(exchangeFr)],
  files: [flatten(filesEn), flatten(filesFr)],
  hours: [flatten(hoursEn), flatten(hoursFr)],
  hoursKeeping: [flatten(hoursKeepingEn), flatten(hoursKeepingFr)],
  keyboard: [flatten(keyboardEn), flatten(keyboardFr)],
  panel: [flatten(panelEn), flatten(panelFr)],
  parameters: [flatten(parametersEn), flatten(parametersFr)],
  sharing: [flatten(sharingEn), flatten(sharingFr)],
  sound: [flatten(soundEn), flatten(soundFr)],
  prints: [flatten(printsEn), flatten(printsFr)],
  stats: [flatten(statsEn), flatten(statsFr)],
  users: [flatten(usersEn), flatten(usersFr)],
} as const;

const plural = /_(one|other)$/;
const pagesFolder = join(dirname(import.meta.dirname), "");
const sources = globSync("**/*.{ts,tsx}", { cwd: pagesFolder })
  .filter((file) => !file.startsWith("i18n") && !file.endsWith(".test.ts"))
  .map((file) => readFileSync(join(pagesFolder, file), "utf8"));

/** The keys in calls such as `t("login.title")`, without their namespace. */
const calledKeys = sources.flatMap((source) =>
  [...source.matchAll(/\bt\w?\(\s*"(?:\w+:)?([^"]+)"/g)].map(([, key]) => String(key)),
);

/** Whatever else is written out and might be a key, for example in a table. */
const writtenKeys = sources.flatMap((source) =>
  [...source.matchAll(/"(?:\w+:)?([\w.-]+)"/g)].map(([, key]) => String(key)),
);

/** What keys look like that are put together, such as `scheme.${scheme}`. */
const keyPatterns = sources.flatMap((source) =>
  [...source.matchAll(/\bt\w?\(\s*`(?:\w+:)?([^`]*\$\{[^`]*)`/g)].map(([, template]) => {
    const parts = String(template).split(/\$\{[^}]*\}/);
    return new RegExp(`^${parts.map((part) => RegExp.escape(part)).join("[^ ]+")}$`);
  }),
);

test.each(Object.entries(namespaces))("French has the keys of %s, no more and no fewer", (_name, [en, fr]) => {
  expect([...fr.keys()].sort()).toEqual([...en.keys()].sort());
});

test.each(Object.entries(namespaces))("French has the variables of %s", (_name, [en, fr]) => {
  const variables = (text: string | undefined) =>
    [...(text ?? "").matchAll(/\{\{(\w+)/g)].map(([, name]) => name).sort();
  for (const [key, text] of en)
    expect({ key, variables: variables(fr.get(key)) }).toEqual({ key, variables: variables(text) });
});

test.each(Object.entries(namespaces))("French punctuation in %s has its non-breaking spaces", (_name, [, fr]) => {
  for (const text of fr.values()) {
    expect(text).not.toMatch(/ [:;!?»]|« |\w[;!?](\s|$)|'/);
  }
});

test.each(Object.entries(namespaces))("no text of %s is unused", (_name, [en]) => {
  const used = new Set([...calledKeys, ...writtenKeys]);
  const keys = [...en.keys()].map((key) => key.replace(plural, ""));
  expect(keys.filter((key) => !used.has(key) && !keyPatterns.some((pattern) => pattern.test(key)))).toEqual([]);
});

test("every key that the pages name exists", () => {
  const all = Object.values(namespaces).flatMap(([en]) => [...en.keys()].map((key) => key.replace(plural, "")));
  expect(calledKeys.length).toBeGreaterThan(50);
  expect(calledKeys.filter((key) => !all.includes(key))).toEqual([]);
});
