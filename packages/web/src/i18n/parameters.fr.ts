import type { parameters as english } from "./parameters.en.ts";
import type { Translation } from "./typed-resources.ts";

export const parameters: Translation<typeof english> = {};
