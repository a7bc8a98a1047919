import { TOMCAT_PROXIES } from "./settings/proxies.ts";
import type { Found, Layer } from "./sources.ts";

function isTrue(found: Found | undefined): boolean {
  return found?.text.toLowerCase() === "true";
}

function impliedBy(name: string, text: string, model: string): Found {
  return { name, text, origin: `because of ${name}, as in ${model}`, implied: true };
}

/** Guacamole's image asks everybody for TOTP as soon as one of its variables exists. */
function impliedTotp(layers: readonly Layer[], files: readonly string[]): Found | undefined {
  const variable = layers.flatMap((layer) => [...layer]).find(([key]) => key.startsWith("TOTP_"))?.[1];
  const name = variable?.name ?? files.find((file) => file.includes("auth-totp"));
  return name === undefined ? undefined : impliedBy(name, "true", "Guacamole");
}

/** Tomcat's valve trusts private networks unless it is told which. */
function impliedProxies(layers: readonly Layer[]): Found | undefined {
  const find = (key: string) => layers.map((layer) => layer.get(key)).find((found) => found !== undefined);
  const valve = find("REMOTE_IP_VALVE_ENABLED");
  const patterns = find("REMOTE_IP_VALVE_INTERNAL_PROXIES") ?? find("PROXY_ALLOWED_IPS_REGEX");
  return valve !== undefined && isTrue(valve) && patterns === undefined
    ? impliedBy(valve.name, TOMCAT_PROXIES, "Tomcat")
    : undefined;
}

/** What settings and extensions of Guacamole say without naming it. */
export function impliedLayer(layers: readonly Layer[], files: readonly string[]): Layer {
  const entries = [
    ["TOTP_ENABLED", impliedTotp(layers, files)],
    ["PASSERELLE_TRUSTED_PROXIES", impliedProxies(layers)],
  ] as const;
  return new Map(entries.flatMap(([key, found]) => (found === undefined ? [] : [[key, found]])));
}
