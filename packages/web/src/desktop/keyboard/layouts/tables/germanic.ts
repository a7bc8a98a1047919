import type { LayoutTable } from "../layout.ts";

/** Layouts of German, English and the languages of Scandinavia. */
export const GERMANIC = {
  "de-de-qwertz": {
    plain: [
      "◌^ 1 2 3 4 5 6 7 8 9 0 ß ◌´",
      "q w e r t z u i o p ü +",
      "a s d f g h j k l ö ä #",
      "< y x c v b n m , . -",
    ],
    shift: ['° ! " § $ % & / ( ) = ? ◌`', "⇧×11 *", "⇧×11 '", "> ⇧×7 ; : _"],
    altGr: ["∅ ∅ ² ³ ∅×3 { [ ] } \\", "@ ∅ € ∅×8 ~", "", "| ∅×6 µ"],
    capsShiftsAllBut: "Backquote Equal IntlBackslash Slash",
  },
  "de-ch-qwertz": {
    plain: [
      "§ 1 2 3 4 5 6 7 8 9 0 ' ◌^",
      "q w e r t z u i o p ü ◌¨",
      "a s d f g h j k l ö ä $",
      "< y x c v b n m , . -",
    ],
    shift: ['° + " * ç % & / ( ) = ? ◌`', "⇧×10 è !", "⇧×9 é à £", "> ⇧×7 ; : _"],
    altGr: ["∅ ¦ @ # ° § ¬ | ¢ ∅ ∅ ◌´ ◌~", "∅ ∅ € ∅×7 [ ]", "∅×10 { }", "\\"],
    capsCapitals: true,
  },
  "en-us-qwerty": {
    plain: [
      "` 1 2 3 4 5 6 7 8 9 0 - =",
      "q w e r t y u i o p [ ]",
      "a s d f g h j k l ; ' \\",
      "\\ z x c v b n m , . /",
    ],
    shift: ["~ ! @ # $ % ^ & * ( ) _ +", "⇧×10 { }", '⇧×9 : " |', "| ⇧×7 < > ?"],
  },
  "en-gb-qwerty": {
    plain: [
      "` 1 2 3 4 5 6 7 8 9 0 - =",
      "q w e r t y u i o p [ ]",
      "a s d f g h j k l ; ' #",
      "\\ z x c v b n m , . /",
    ],
    shift: ['¬ ! " £ $ % ^ & * ( ) _ +', "⇧×10 { }", "⇧×9 : @ ~", "| ⇧×7 < > ?"],
    altGr: ["¦ ∅×3 €", "∅ ∅ é ∅×3 ú í ó", "á"],
    shiftAltGr: ["", "∅ ∅ ⇧ ∅×3 ⇧ ⇧ ⇧", "⇧"],
  },
  "da-dk-qwerty": {
    plain: [
      "½ 1 2 3 4 5 6 7 8 9 0 + ◌´",
      "q w e r t y u i o p å ◌¨",
      "a s d f g h j k l æ ø '",
      "< z x c v b n m , . -",
    ],
    shift: ['§ ! " # ¤ % & / ( ) = ? ◌`', "⇧×11 ◌^", "⇧×11 *", "> ⇧×7 ; : _"],
    altGr: ["∅ ∅ @ £ $ € ∅ { [ ] } ∅ |", "∅ ∅ € ∅×8 ◌~", "", "\\ ∅×6 µ"],
  },
  "no-no-qwerty": {
    plain: [
      "| 1 2 3 4 5 6 7 8 9 0 + \\",
      "q w e r t y u i o p å ◌¨",
      "a s d f g h j k l ø æ '",
      "< z x c v b n m , . -",
    ],
    shift: ['§ ! " # ¤ % & / ( ) = ? ◌`', "⇧×11 ◌^", "⇧×11 *", "> ⇧×7 ; : _"],
    altGr: ["∅ ∅ @ £ $ € ∅ { [ ] } ∅ ◌´", "∅ ∅ € ∅×8 ◌~", "", "∅×7 µ"],
  },
  "sv-se-qwerty": {
    plain: [
      "§ 1 2 3 4 5 6 7 8 9 0 + ◌´",
      "q w e r t y u i o p å ◌¨",
      "a s d f g h j k l ö ä '",
      "< z x c v b n m , . -",
    ],
    shift: ['½ ! " # ¤ % & / ( ) = ? ◌`', "⇧×11 ◌^", "⇧×11 *", "> ⇧×7 ; : _"],
    altGr: ["∅ ∅ @ £ $ € ∅ { [ ] } \\", "∅ ∅ € ∅×8 ◌~", "", "| ∅×6 µ"],
  },
} as const satisfies Record<string, LayoutTable>;
