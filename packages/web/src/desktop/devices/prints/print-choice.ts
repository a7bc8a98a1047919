import { KeptStore, oneOf } from "../../kept-store.ts";

/** What becomes of a print once it is ready; to be asked, at first. */
export const PRINT_CHOICES = ["ask", "open", "download", "print"] as const;
export type PrintChoice = (typeof PRINT_CHOICES)[number];

/** What was chosen last in this browser. */
export function keptChoice(): KeptStore<PrintChoice> {
  return new KeptStore("passerelle.print-choice", oneOf(PRINT_CHOICES));
}
