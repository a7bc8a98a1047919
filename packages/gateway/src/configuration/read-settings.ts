import type { Setting, SettingTable, Values } from "./setting.ts";
import type { Found, Layer } from "./sources.ts";
import type { Notice } from "./without-meaning.ts";

/** A setting, what it is, and why. */
export interface InForce {
  /** The name that we document first. */
  readonly name: string;
  /** Undefined: unset, and without a default. That of a secret says only that it is set. */
  readonly value: string | undefined;
  readonly origin: string;
}

const SECRET = "(set)";

/** All that says something about a setting, the strongest first: layer by layer, and in each in the order of its names. */
function claims({ names }: Setting<unknown>, layers: readonly Layer[]): Found[] {
  return layers.flatMap((layer) => names.flatMap((name) => layer.get(name) ?? []));
}

function inForce({ names, fallback, secret }: Setting<unknown>, found: Found | undefined): InForce {
  const value = found === undefined ? fallback : secret ? SECRET : found.text;
  return { name: names[0], value, origin: found?.origin ?? (fallback === undefined ? "unset" : "default") };
}

function parse({ parse, fallback }: Setting<unknown>, found: Found | undefined, faults: string[]): unknown {
  const text = found?.text ?? fallback;
  if (text === undefined) {
    return undefined;
  }
  try {
    return parse(text);
  } catch (error) {
    faults.push(`${found?.name} ${error instanceof Error ? error.message : String(error)}.`);
    return undefined;
  }
}

/** What reading tables gathers. */
export interface Findings {
  readonly inForce: InForce[];
  /** Of names that were set in vain. */
  readonly notices: Notice[];
  readonly faults: string[];
}

/** The values of the settings of a table; of one with a fault the value is undefined and the fault among the findings. */
export function readSettings<Table extends SettingTable>(
  table: Table,
  layers: readonly Layer[],
  findings: Findings,
): Values<Table> {
  const entries = Object.entries(table).map(([key, setting]) => {
    const [found, ...weaker] = claims(setting, layers);
    findings.inForce.push(inForce(setting, found));
    for (const { name, text, implied } of weaker) {
      if (implied === undefined && text !== found?.text) {
        findings.notices.push({ names: [name], reason: `${found?.name} goes before it.`, serious: false });
      }
    }
    return [key, parse(setting, found, findings.faults)];
  });
  return Object.fromEntries(entries) as Values<Table>;
}
