import { fields, KeptStore, oneOf, shortText } from "../../kept-store.ts";

/** What the person has answered when a desktop wanted to listen, in this tab and for the session that it shows. */
interface KeptAnswer {
  readonly session: string;
  readonly answer: "none" | "allowed" | "refused";
}

const checkAnswer = fields<KeptAnswer>({ session: shortText, answer: oneOf(["none", "allowed", "refused"]) });

export function keptAnswer(): KeptStore<KeptAnswer> {
  return new KeptStore("passerelle.microphone-answer", checkAnswer, () => sessionStorage);
}

/** The microphone that was chosen in this browser; "" is that of the system. */
export function keptMicrophone(): KeptStore<string> {
  return new KeptStore("passerelle.microphone", shortText);
}
