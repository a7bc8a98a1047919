import { describe, expect, test } from "vitest";
import { type Command, defineCommand, UsageError } from "./command.ts";
import { runCommandLine } from "./command-line.ts";

const commands: readonly Command[] = [
  defineCommand({ name: "start", summary: "Starts.", usage: "", run: (context) => context.print("started") }),
  defineCommand({
    name: "user unlock",
    summary: "Unlocks a user.",
    usage: "[--json] NAME",
    help: "  --json  for programs",
    options: { json: { type: "boolean", default: false } },
    run: (context, { values, positionals: [name] }) => {
      if (name === undefined) {
        throw new UsageError("Which user?");
      }
      if (name === "ghost") {
        throw new Error('There is no user "ghost".');
      }
      context.print(`${name} ${values.json}`);
    },
  }),
];

async function run(...words: string[]): Promise<{ code: number; output: string; complaints: string }> {
  let output = "";
  let complaints = "";
  const code = await runCommandLine(commands, words, {
    environment: {},
    write: (text) => {
      output += text;
    },
    complain: (text) => {
      complaints += text;
    },
  });
  return { code, output, complaints };
}

describe("the command line", () => {
  test("starts the gateway when nothing else is said", async () => {
    expect(await run()).toEqual({ code: 0, output: "started\n", complaints: "" });
    expect(await run("start")).toMatchObject({ output: "started\n" });
  });

  test("has commands of two words, with options and parameters", async () => {
    expect(await run("user", "unlock", "bob", "--json")).toMatchObject({ code: 0, output: "bob true\n" });
  });

  test.each([[["help"]], [["--help"]], [["-h"]]])("lists the commands for %j", async (words) => {
    const { code, output } = await run(...words);
    expect(code).toBe(0);
    expect(output).toContain("  user unlock  Unlocks a user.\n");
  });

  test.each([[["help", "user", "unlock"]], [["user", "unlock", "--help"]]])("tells of one for %j", async (words) => {
    const text = "passerelle user unlock [--json] NAME\n\nUnlocks a user.\n\n  --json  for programs\n";
    expect(await run(...words)).toEqual({ code: 0, output: text, complaints: "" });
  });

  test.each([
    [["user", "unlok"], 2, '"user" is not a command; did you mean "user unlock"?'],
    [["--port", "80"], 2, "Unknown option '--port'"],
    [["user", "unlock", "--jsn"], 2, "Unknown option '--jsn'"],
    [["user", "unlock"], 2, "Which user?"],
    [["user", "unlock", "ghost"], 1, 'There is no user "ghost".'],
  ])("refuses %j with %i", async (words, code, complaint) => {
    const result = await run(...words);
    expect(result.code).toBe(code);
    expect(result.complaints).toContain(complaint);
    expect(result.output).toBe("");
  });
});
