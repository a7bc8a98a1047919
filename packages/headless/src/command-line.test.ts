import { describe, expect, test } from "vitest";
import { parseCommandLine, UsageError } from "./command-line.ts";

const needed = ["--url", "http://127.0.0.1:8080", "--user", "U", "--password", "", "--connection", "Demo"];

describe("the command line", () => {
  test("has defaults for what may be left out", () => {
    expect(parseCommandLine(needed)).toEqual({
      url: "http://127.0.0.1:8080",
      user: "U",
      password: "",
      connection: "Demo",
      display: { width: 1920, height: 1080, scale: 100 },
      seconds: undefined,
      type: undefined,
      png: undefined,
      json: false,
    });
  });

  test("takes everything", () => {
    const more = ["--size", "800x600", "--seconds", "2.5", "--type", "hi", "--png", "out.png", "--json"];
    expect(parseCommandLine([...needed, ...more])).toMatchObject({
      display: { width: 800, height: 600 },
      seconds: 2.5,
      type: "hi",
      png: "out.png",
      json: true,
    });
  });

  test.each([
    ["--url", [...needed.slice(2)]],
    ["--url", ["--url", "nowhere", ...needed.slice(2)]],
    ["--user", [...needed.slice(0, 2), ...needed.slice(4)]],
    ["--password", [...needed.slice(0, 4), ...needed.slice(6)]],
    ["--connection", needed.slice(0, 6)],
    ["--size", [...needed, "--size", "big"]],
    ["--seconds", [...needed, "--seconds", "soon"]],
    ["--colour", [...needed, "--colour"]],
  ])("%s: says what is wrong", (option, args) => {
    expect(() => parseCommandLine(args)).toThrow(UsageError);
    expect(() => parseCommandLine(args)).toThrow(option);
  });
});
