import { extname } from "node:path";
import { FORMATS, type Format } from "../exchange/formats.ts";
import { UsageError } from "./command.ts";

const EXTENSIONS: Readonly<Record<string, Format>> = {
  ".csv": "csv",
  ".json": "json",
  ".yaml": "yaml",
  ".yml": "yaml",
};

/**
 * The format that was asked for, else that of the file's name.
 * @throws UsageError
 */
export function formatOf(file: string, asked: string | undefined): Format {
  const format = Object.keys(FORMATS).find((name) => name === asked) as Format | undefined;
  const found = asked === undefined ? EXTENSIONS[extname(file).toLowerCase()] : format;
  if (found === undefined) {
    throw new UsageError(`Say in which format "${file}" is: --format csv, json or yaml.`);
  }
  return found;
}
