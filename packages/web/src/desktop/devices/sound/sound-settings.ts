/** What the person has chosen in this browser, for all desktops. */
export interface SoundSettings {
  /** From 0 to 1, as the slider shows it. */
  readonly volume: number;
  readonly isMuted: boolean;
  /** The device that plays; "" is that of the system. */
  readonly output: string;
}

const KEY = "passerelle.sound";
const DEFAULT: SoundSettings = { volume: 1, isMuted: false, output: "" };

export function keptSoundSettings(): SoundSettings {
  try {
    return { ...DEFAULT, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return DEFAULT;
  }
}

export function keepSoundSettings(settings: SoundSettings): void {
  localStorage.setItem(KEY, JSON.stringify(settings));
}

/** How loud a place of the slider is: ears want more than a straight line. */
export function gainOf({ volume, isMuted }: SoundSettings): number {
  return isMuted ? 0 : volume ** 2;
}
