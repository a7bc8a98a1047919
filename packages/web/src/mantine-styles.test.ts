import { existsSync, globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect, test } from "vitest";

const styles = join(createRequire(import.meta.url).resolve("@mantine/core/styles.css"), "..", "styles");
const imported = ["mantine-styles.ts", "administration/administration-styles.ts", "desktop/devices/device-styles.ts"]
  .map((file) => readFileSync(join(import.meta.dirname, file), "utf8"))
  .join();

test("the styles of every Mantine component in use are loaded", () => {
  const sources = globSync("**/*.tsx", { cwd: import.meta.dirname }).map((file) =>
    readFileSync(join(import.meta.dirname, file), "utf8"),
  );
  const used = sources.flatMap((source) =>
    [...source.matchAll(/import \{([^}]*)\} from "@mantine\/core"/g)].flatMap(
      ([, names]) => String(names).match(/\b[A-Z]\w+/g) ?? [],
    ),
  );
  const styled = [...new Set(used)].filter((name) => existsSync(join(styles, `${name}.layer.css`)));
  expect(styled.length).toBeGreaterThan(10);
  expect(styled.filter((name) => !imported.includes(`/${name}.layer.css`))).toEqual([]);
});
