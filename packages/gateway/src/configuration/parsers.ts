import type { BlockList } from "node:net";
import { resolve } from "node:path";
import { parseHosts } from "../parameters/restrictions.ts";

/** Host and TCP port. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** As it is written. */
export function text(value: string): string {
  return value;
}

/** A path; relative ones start at the working directory. */
export function path(value: string): string {
  return resolve(value);
}

export function port(value: string): number {
  const number = Number(value);
  if (!/^\d{1,5}$/.test(value) || number < 1 || number > 65535) {
    throw new Error(`must be a port from 1 to 65535, not "${value}"`);
  }
  return number;
}

export function address(value: string): Address {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d+)$/.exec(value);
  const host = match?.[1] ?? match?.[2];
  if (match === null || host === undefined) {
    throw new Error(`must be host:port, such as 127.0.0.1:3389, not "${value}"`);
  }
  return { host, port: port(match[3] ?? "") };
}

/** Guacamole's spelling of a truth value. */
export function flag(value: string): boolean {
  const word = value.toLowerCase();
  if (word !== "true" && word !== "false") {
    throw new Error(`must be true or false, not "${value}"`);
  }
  return word === "true";
}

/** A whole number from `least` to `most`. */
export function whole(least: number, most: number): (value: string) => number {
  return (value) => {
    const number = Number(value);
    if (!/^\d{1,10}$/.test(value) || number < least || number > most) {
      throw new Error(`must be a whole number from ${least} to ${most}, not "${value}"`);
    }
    return number;
  };
}

/** One of `choices`, in capitals or not. */
export function oneOf<const Choice extends string>(...choices: readonly Choice[]): (value: string) => Choice {
  return (value) => {
    const choice = choices.find((candidate) => candidate === value.toLowerCase());
    if (choice === undefined) {
      throw new Error(`must be one of ${choices.join(", ")}, not "${value}"`);
    }
    return choice;
  };
}

/** What stands between commas. */
function list(value: string): readonly string[] {
  return value
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

function addressesOf(entries: readonly string[]): BlockList {
  const { addresses, names } = parseHosts(entries.join(";"));
  if (names.length > 0) {
    throw new Error(`takes addresses and networks such as 10.0.0.0/8, not the name "${names[0]}"`);
  }
  return addresses;
}

/** Addresses and CIDRs between commas, as texts. */
export function networks(value: string): readonly string[] {
  const entries = list(value);
  addressesOf(entries);
  return entries;
}

/** Addresses and CIDRs between commas, to check addresses against. */
export function blockList(value: string): BlockList {
  return addressesOf(list(value));
}

/** A regular expression for a whole address, as Tomcat takes it. */
export function wholePattern(value: string): RegExp {
  try {
    return new RegExp(`^(?:${value})$`);
  } catch {
    throw new Error(
      `is a regular expression that only Java understands; write it more simply, or list the networks in PASSERELLE_TRUSTED_PROXIES`,
    );
  }
}

/** A name of an HTTP header (RFC 9110, 5.1), in small letters. */
export function headerName(value: string): string {
  if (!/^[!#$%&'*+.^_`|~\w-]{1,64}$/.test(value)) {
    throw new Error(`must be the name of an HTTP header, not "${value}"`);
  }
  return value.toLowerCase();
}

/** Where the page is, as Guacamole's image names it: `ROOT` is "/", `a#b` is "/a/b". */
export function contextPath(value: string): string {
  const parts = value === "ROOT" ? [] : value.split(/[#/]/).filter((part) => part !== "");
  if (value.length > 128 || parts.some((part) => !/^[\w.~-]+$/.test(part) || /^\.+$/.test(part))) {
    throw new Error(`must be a path of letters, digits and -._~, such as desktops, not "${value}"`);
  }
  return `/${parts.join("/")}`;
}

/** An IANA time zone, as it is spelt there. */
export function timeZone(value: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    throw new Error(`must be a time zone such as Europe/Paris, not "${value}"`);
  }
}
