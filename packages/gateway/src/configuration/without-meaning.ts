import { nearest } from "./nearest.ts";
import type { Found, Layer } from "./sources.ts";

/** Something that was found and does nothing here. */
export interface Notice {
  /** What was found: names of variables, properties or files. */
  readonly names: readonly string[];
  readonly reason: string;
  /** It may change who gets in, or how. */
  readonly serious: boolean;
}

/** A function of Guacamole by which its settings, and its files, are known. */
interface Feature {
  readonly variables: RegExp;
  readonly file?: RegExp;
  readonly reason: string;
  readonly serious?: true;
}

function way(name: string, variables: RegExp, file: RegExp): Feature {
  const reason = `logging in by ${name} is not there yet; people who came that way cannot log in.`;
  return { variables, file, reason, serious: true };
}

const OTHER_SOURCES = "it is about people whom another identity source lets in, and there is none yet.";
const OTHER_DATABASE = "Passerelle keeps its data in PostgreSQL; this database is not used.";
const ONE_SOURCE = "there is one identity source only, the database.";

/** What is Guacamole's and has no meaning here, and why. The first that fits names it. */
export const FEATURES: readonly Feature[] = [
  { variables: /^GUACD_/, reason: "Passerelle speaks RDP itself and needs no guacd." },
  way("LDAP", /^LDAP_/, /auth-ldap/),
  way("RADIUS", /^RADIUS_/, /auth-radius/),
  way("a header of the proxy", /^HTTP_AUTH_/, /auth-header/),
  way("signed JSON", /^JSON_(SECRET_KEY|TRUSTED_NETWORKS|ENABLED)$/, /auth-json/),
  way("OpenID Connect", /^OPENID_/, /auth-(sso-)?openid/),
  way("SAML", /^SAML_/, /auth-(sso-)?saml/),
  way("CAS", /^CAS_/, /auth-(sso-)?cas/),
  way("client certificates", /^SSL_AUTH_/, /auth-sso-ssl/),
  {
    variables: /^BASIC_USER_MAPPING$/,
    file: /^user-mapping\.xml$/,
    reason: "users and connections of that file are not read; make them in the administration.",
    serious: true,
  },
  {
    variables: /^DUO_/,
    file: /auth-duo/,
    reason: "Duo is not there yet; nobody is asked for it. Require TOTP instead.",
    serious: true,
  },
  {
    variables: /^KSM_/,
    file: /vault-ksm/,
    reason: "Keeper's vault is not there yet; its parameter tokens stay as they are written.",
    serious: true,
  },
  { variables: /^MYSQL_/, file: /auth-jdbc-mysql/, reason: OTHER_DATABASE, serious: true },
  { variables: /^SQLSERVER_/, file: /auth-jdbc-sqlserver/, reason: OTHER_DATABASE, serious: true },
  { variables: /^QUICKCONNECT_/, file: /auth-quickconnect/, reason: "quick connections are not there yet." },
  { variables: /^RECORDING_/, file: /history-recording/, reason: "recordings are not there yet." },
  { variables: /^RESTRICT_/, file: /auth-restrict/, reason: "restrictions by time and host are built in." },
  { variables: /^DISPLAY_STATISTICS_/, file: /display-statistics/, reason: "statistics are built in." },
  { variables: /^A(LLOWED|VAILABLE)_LANGUAGES$/, reason: "there are French and English, and everybody chooses." },
  { variables: /^BAN_MAX_ADDRESSES$/, reason: "blocks are kept in the database, any number of them." },
  { variables: /^POSTGRES(QL)?_(USER_REQUIRED|AUTO_CREATE_ACCOUNTS)$/, reason: OTHER_SOURCES },
  { variables: /^POSTGRES(QL)?_TRACK_EXTERNAL_CONNECTION_HISTORY$/, reason: OTHER_SOURCES },
  { variables: /^POSTGRES(QL)?_BATCH_SIZE$/, reason: "statements have no limit of that kind." },
  { variables: /^POSTGRES_(DB|INITDB_|HOST_AUTH_METHOD)/, reason: "it is for the database's own container." },
  { variables: /^(EXTENSION_PRIORITY|SKIP_IF_UNAVAILABLE)$/, reason: ONE_SOURCE },
  {
    variables: /^REMOTE_IP_VALVE_(PROXIES_HEADER|HTTP_SERVER_PORT|HTTPS_SERVER_PORT)$/,
    reason: "nothing here depends on it.",
  },
  {
    variables: /^ENABLE_(FILE_)?ENVIRONMENT_PROPERTIES$/,
    reason: "the environment and files of `NAME_FILE` are always read.",
  },
];

/** Extensions whose function is built in and set up otherwise. */
const BUILT_IN = /auth-(jdbc-postgresql|totp|ban)/;
/** Settings of our own: an unknown one is a fault, not a notice. */
export const OWN_PREFIX = "PASSERELLE_";
/** Of names with these beginnings, those that are unknown are said to be. */
const FAMILIES = /^(POSTGRES|POSTGRESQL|TOTP|BAN|REMOTE_IP_VALVE|PROXY_(IP|PROTOCOL|ALLOWED))_/;

type Entry = readonly [key: string, found: Found];

function featureOf(key: string): Feature | undefined {
  return FEATURES.find(({ variables }) => variables.test(key));
}

function featureNotice(feature: Feature, entries: readonly Entry[], files: readonly string[]): Notice[] {
  const mine = entries.filter(([key]) => featureOf(key) === feature);
  const isOff = mine.some(([key, { text }]) => key.endsWith("_ENABLED") && text.toLowerCase() === "false");
  const names = [...mine.map(([, { name }]) => name), ...files.filter((file) => feature.file?.test(file))];
  return names.length === 0 || isOff ? [] : [{ names, reason: feature.reason, serious: feature.serious === true }];
}

/** @param known the names of all settings. */
function unknownNotice([key, { name }]: Entry, known: readonly string[]): Notice {
  const reason = `it is unknown here; the nearest that is known is ${nearest(key, known)}.`;
  return { names: [name], reason, serious: false };
}

function foreignNotice(file: string): Notice {
  return { names: [file], reason: "Guacamole's extensions in Java are not loaded.", serious: true };
}

/**
 * What was found in the layers and the folder of Guacamole, but does nothing here.
 * @param known the names of all settings.
 */
export function withoutMeaning(
  environment: Layer,
  properties: Layer,
  files: readonly string[],
  known: readonly string[],
): Notice[] {
  const isOpen = ([key]: Entry) => !known.includes(key) && !key.startsWith(OWN_PREFIX);
  const variables = [...environment].filter(isOpen);
  const lines = [...properties].filter(isOpen);
  const unknown = [...variables.filter(([key]) => FAMILIES.test(key)), ...lines].filter(([key]) => !featureOf(key));
  const foreign = files.filter((name) => !BUILT_IN.test(name) && !FEATURES.some(({ file }) => file?.test(name)));
  return [
    ...FEATURES.flatMap((feature) => featureNotice(feature, [...variables, ...lines], files)),
    ...unknown.map((entry) => unknownNotice(entry, known)),
    ...foreign.map(foreignNotice),
  ];
}

/** A notice in a line. */
export function noticeLine({ names, reason }: Notice): string {
  return `${names.join(", ")}: ${reason}`;
}
