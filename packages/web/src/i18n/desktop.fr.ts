import type { desktop as english } from "./desktop.en.ts";
import type { Translation } from "./typed-resources.ts";

export const desktop: Translation<typeof english> = {};
