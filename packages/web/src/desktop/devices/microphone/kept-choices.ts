/** What the person has answered when a desktop wanted to listen. */
type Answer = "allowed" | "refused";

/** In this tab, for the desktop that it shows. */
const ANSWER = "passerelle.microphone-answer";
/** In this browser. */
const MICROPHONE = "passerelle.microphone";

/** Undefined if the person was not asked in this session. */
export function keptAnswer(session: string): Answer | undefined {
  const [kept, answer] = sessionStorage.getItem(ANSWER)?.split(" ") ?? [];
  return kept === session ? (answer as Answer) : undefined;
}

export function keepAnswer(session: string, answer: Answer): void {
  sessionStorage.setItem(ANSWER, `${session} ${answer}`);
}

/** The microphone that was chosen; "" is that of the system. */
export function keptMicrophone(): string {
  return localStorage.getItem(MICROPHONE) ?? "";
}

export function keepMicrophone(id: string): void {
  localStorage.setItem(MICROPHONE, id);
}
