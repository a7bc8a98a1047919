/**
 * Windows keyboard layout identifiers of Guacamole's `server-layout` values. Canadian French is that of today, not the "legacy" one of
 * 0x0c0c; Romanian is the one for programmers, for 0x0418 is Qwertz. With `failsafe` it is the page that sends characters only.
 */
export const KEYBOARD_LAYOUTS = {
  "cs-cz-qwertz": 0x0405,
  "da-dk-qwerty": 0x0406,
  "de-ch-qwertz": 0x0807,
  "de-de-qwertz": 0x0407,
  "en-gb-qwerty": 0x0809,
  "en-us-qwerty": 0x0409,
  "es-es-qwerty": 0x040a,
  "es-latam-qwerty": 0x080a,
  "fr-be-azerty": 0x080c,
  "fr-ca-qwerty": 0x1009,
  "fr-ch-qwertz": 0x100c,
  "fr-fr-azerty": 0x040c,
  "hu-hu-qwertz": 0x040e,
  "it-it-qwerty": 0x0410,
  "ja-jp-qwerty": 0x0411,
  "no-no-qwerty": 0x0414,
  "pl-pl-qwerty": 0x0415,
  "pt-br-qwerty": 0x0416,
  "pt-pt-qwerty": 0x0816,
  "ro-ro-qwerty": 0x0002_0418,
  "sv-se-qwerty": 0x041d,
  "tr-tr-qwerty": 0x041f,
  failsafe: 0x0409,
} as const;

export type ServerLayout = keyof typeof KEYBOARD_LAYOUTS;

export const SERVER_LAYOUTS = Object.keys(KEYBOARD_LAYOUTS) as ServerLayout[];
