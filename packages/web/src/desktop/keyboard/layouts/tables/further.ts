import { CENTRAL_EUROPEAN } from "../accents.ts";
import type { LayoutTable } from "../layout.ts";

/** Layouts of Czech, Hungarian, Polish, Turkish and Japanese. */
export const FURTHER = {
  "cs-cz-qwertz": {
    plain: [
      "; + ě š č ř ž ý á í é = ◌´",
      "q w e r t z u i o p ú )",
      "a s d f g h j k l ů § ◌¨",
      "\\ y x c v b n m , . -",
    ],
    shift: ["◌° 1 2 3 4 5 6 7 8 9 0 % ◌ˇ", "⇧×10 / (", "⇧×9 \" ! '", "| ⇧×7 ? : _"],
    altGr: [
      "∅ ~ ◌ˇ ◌^ ◌˘ ◌° ◌˛ ◌` ◌· ◌´ ◌˝ ◌¨ ◌¸",
      "\\ | € ∅×7 ÷ ×",
      "∅ đ Đ [ ] ∅ ∅ ł Ł $ ß ¤",
      "∅ ∅ # & @ { } ∅ < > *",
    ],
    accented: {
      ...CENTRAL_EUROPEAN,
      "¨": "aeiouyAEIOUY",
      "¸": "cgklnrstCGKLNRST",
      ˇ: "cdelnrstzCDELNRSTZ",
      "˘": "agAG",
      "°": "auAU",
      "˛": "aeiuAEIU",
      "·": "ezEIZ",
    },
    capsCapitals: true,
  },
  "hu-hu-qwertz": {
    plain: ["0 1 2 3 4 5 6 7 8 9 ö ü ó", "q w e r t z u i o p ő ú", "a s d f g h j k l é á ű", "í y x c v b n m , . -"],
    shift: ["§ ' \" + ! % / = ( ) ⇧×3", "⇧×12", "⇧×12", "⇧×8 ? : _"],
    altGr: [
      "∅ ~ ◌ˇ ◌^ ◌˘ ◌° ◌˛ ` ◌˙ ◌´ ◌˝ ◌¨ ◌¸",
      "\\ | Ä ∅×3 € Í ∅ ∅ ÷ ×",
      "ä đ Đ [ ] ∅ í ł Ł $ ß ¤",
      "< > # & @ { } < ; > *",
    ],
    accented: { ...CENTRAL_EUROPEAN, "^": "aioAIO", "¨": "aeouAEOU" },
  },
  "pl-pl-qwerty": {
    plain: [
      "` 1 2 3 4 5 6 7 8 9 0 - =",
      "q w e r t y u i o p [ ]",
      "a s d f g h j k l ; ' \\",
      "\\ z x c v b n m , . /",
    ],
    shift: ["◌~ ! @ # $ % ^ & * ( ) _ +", "⇧×10 { }", '⇧×9 : " |', "| ⇧×7 < > ?"],
    altGr: ["", "∅ ∅ ę ∅×3 € ∅ ó", "ą ś ∅×6 ł", "∅ ż ź ć ∅ ∅ ń"],
    shiftAltGr: ["", "∅ ∅ ⇧ ∅×5 ⇧", "⇧ ⇧ ∅×6 ⇧", "∅ ⇧ ⇧ ⇧ ∅ ∅ ⇧"],
    accented: { "~": "" },
  },
  "tr-tr-qwerty": {
    plain: ['" 1 2 3 4 5 6 7 8 9 0 * -', "q w e r t y u ı o p ğ ü", "a s d f g h j k l ş i ,", "< z x c v b n m ö ç ."],
    shift: ["é ! ' ◌^ + % & / ( ) = ? _", "⇧×12", "⇧×10 İ ;", "> ⇧×9 :"],
    altGr: ["< > £ # $ ½ ∅ { [ ] } \\ |", "@ ∅ € ∅×4 i ∅ ∅ ◌¨ ◌~", "æ ß ∅×7 ◌´ ∅ ◌`", "|"],
    shiftAltGr: ["", "∅×7 İ", "⇧"],
    accented: { "´": "aeiouAEIOU", "¨": "aeiouAEIOU" },
  },
  "ja-jp-qwerty": {
    plain: [
      "∅ 1 2 3 4 5 6 7 8 9 0 - ^ \\",
      "q w e r t y u i o p @ [",
      "a s d f g h j k l ; : ]",
      "∅ z x c v b n m , . / \\",
    ],
    shift: ["∅ ! \" # $ % & ' ( ) ∅ = ~ |", "⇧×10 ` {", "⇧×9 + * }", "∅ ⇧×7 < > ? _"],
  },
} as const satisfies Record<string, LayoutTable>;
