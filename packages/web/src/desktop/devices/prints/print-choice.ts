/** What becomes of a print once it is ready. */
export const PRINT_CHOICES = ["ask", "open", "download", "print"] as const;
export type PrintChoice = (typeof PRINT_CHOICES)[number];

const KEY = "passerelle.print-choice";

/** What was chosen last in this browser; to be asked, at first. */
export function keptChoice(): PrintChoice {
  const kept = localStorage.getItem(KEY);
  return PRINT_CHOICES.find((choice) => choice === kept) ?? "ask";
}

export function keepChoice(choice: PrintChoice): void {
  localStorage.setItem(KEY, choice);
}
