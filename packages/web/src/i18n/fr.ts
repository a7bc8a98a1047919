import type { app as english } from "./en.ts";
import type { Translation } from "./typed-resources.ts";

export const app: Translation<typeof english> = {
  brand: "Passerelle",
};
