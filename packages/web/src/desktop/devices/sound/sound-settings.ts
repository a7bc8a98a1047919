import { fields, KeptStore, shortText } from "../../kept-store.ts";

/** What the person has chosen in this browser, for all desktops. */
export interface SoundSettings {
  /** From 0 to 1, as the slider shows it. */
  readonly volume: number;
  readonly isMuted: boolean;
  /** The device that plays; "" is that of the system. */
  readonly output: string;
}

const check = fields<SoundSettings>({
  volume: (kept) => (typeof kept === "number" && kept >= 0 && kept <= 1 ? kept : 1),
  isMuted: (kept) => kept === true,
  output: shortText,
});

/** Those of this browser. */
export function keptSoundSettings(): KeptStore<SoundSettings> {
  return new KeptStore("passerelle.sound", check);
}

/** How loud a place of the slider is: ears want more than a straight line. */
export function gainOf({ volume, isMuted }: SoundSettings): number {
  return isMuted ? 0 : volume ** 2;
}
