import { CENTRAL_EUROPEAN } from "../accents.ts";
import type { LayoutTable } from "../layout.ts";

/** Layouts of French, Spanish, Portuguese, Italian and Romanian. */
export const ROMANCE = {
  "fr-fr-azerty": {
    plain: [
      `² & é " ' ( - è _ ç à ) =`,
      "a z e r t y u i o p ◌^ $",
      "q s d f g h j k l m ù *",
      "< w x c v b n , ; : !",
    ],
    shift: ["∅ 1 2 3 4 5 6 7 8 9 0 ° +", "⇧×10 ◌¨ £", "⇧×10 % µ", "> ⇧×6 ? . / §"],
    altGr: ["∅ ∅ ◌~ # { [ | ◌` \\ ^ @ ] }", "∅ ∅ € ∅×8 ¤"],
    capsShiftsAllBut: "Backquote IntlBackslash",
  },
  "fr-be-azerty": {
    plain: [
      `² & é " ' ( § è ! ç à ) -`,
      "a z e r t y u i o p ◌^ $",
      "q s d f g h j k l m ù µ",
      "< w x c v b n , ; : =",
    ],
    shift: ["³ 1 2 3 4 5 6 7 8 9 0 ° _", "⇧×10 ◌¨ *", "⇧×10 % £", "> ⇧×6 ? . / +"],
    altGr: ["∅ | @ # { [ ^ ∅ ∅ { }", "∅ ∅ € ∅×7 [ ]", "∅×10 ◌´ ◌`", "\\ ∅×9 ◌~"],
    shiftAltGr: ["", "", "∅×10 ◌´ ◌`", "∅×10 ◌~"],
    capsShiftsAllBut: "Backquote IntlBackslash",
  },
  "fr-ch-qwertz": {
    plain: [
      "§ 1 2 3 4 5 6 7 8 9 0 ' ◌^",
      "q w e r t z u i o p è ◌¨",
      "a s d f g h j k l é à $",
      "< y x c v b n m , . -",
    ],
    shift: ['° + " * ç % & / ( ) = ? ◌`', "⇧×10 ü !", "⇧×9 ö ä £", "> ⇧×7 ; : _"],
    altGr: ["∅ ¦ @ # ° § ¬ | ¢ ∅ ∅ ◌´ ◌~", "∅ ∅ € ∅×7 [ ]", "∅×10 { }", "\\"],
    capsCapitals: true,
  },
  "fr-ca-qwerty": {
    plain: [
      "# 1 2 3 4 5 6 7 8 9 0 - =",
      "q w e r t y u i o p ◌^ ◌¸",
      "a s d f g h j k l ; ◌` <",
      "« z x c v b n m , . é",
    ],
    shift: ['| ! " / $ % ? & * ( ) _ +', "⇧×10 ◌^ ◌¨", "⇧×9 : ◌` >", "» ⇧×7 ' . ⇧"],
    altGr: ["\\ ± @ £ ¢ ¤ ¬ ¦ ² ³ ¼ ½ ¾", "∅×8 § ¶ [ ]", "∅×9 ~ { }", "° ∅×6 µ ¯ \u00ad ◌´"],
  },
  "es-es-qwerty": {
    plain: [
      "º 1 2 3 4 5 6 7 8 9 0 ' ¡",
      "q w e r t y u i o p ◌` +",
      "a s d f g h j k l ñ ◌´ ç",
      "< z x c v b n m , . -",
    ],
    shift: ['ª ! " · $ % & / ( ) = ? ¿', "⇧×10 ◌^ *", "⇧×10 ◌¨ ⇧", "> ⇧×7 ; : _"],
    altGr: ["\\ | @ # ◌~ € ¬", "∅ ∅ € ∅×7 [ ]", "∅×10 { }"],
  },
  "es-latam-qwerty": {
    plain: [
      "| 1 2 3 4 5 6 7 8 9 0 ' ¿",
      "q w e r t y u i o p ◌´ +",
      "a s d f g h j k l ñ { }",
      "< z x c v b n m , . -",
    ],
    shift: ['° ! " # $ % & / ( ) = ? ¡', "⇧×10 ◌¨ *", "⇧×10 [ ]", "> ⇧×7 ; : _"],
    altGr: ["¬ ∅×10 \\", "@ ∅×10 ~", "∅×10 ◌^ ◌`"],
  },
  "it-it-qwerty": {
    plain: [
      "\\ 1 2 3 4 5 6 7 8 9 0 ' ì",
      "q w e r t y u i o p è +",
      "a s d f g h j k l ò à ù",
      "< z x c v b n m , . -",
    ],
    shift: ['| ! " £ $ % & / ( ) = ? ^', "⇧×10 é *", "⇧×9 ç ° §", "> ⇧×7 ; : _"],
    altGr: ["∅×5 €", "∅ ∅ € ∅×7 [ ]", "∅×9 @ #"],
    shiftAltGr: ["", "∅×10 { }"],
  },
  "pt-pt-qwerty": {
    plain: [
      "\\ 1 2 3 4 5 6 7 8 9 0 ' «",
      "q w e r t y u i o p + ◌´",
      "a s d f g h j k l ç º ◌~",
      "< z x c v b n m , . -",
    ],
    shift: ['| ! " # $ % & / ( ) = ? »', "⇧×10 * ◌`", "⇧×10 ª ◌^", "> ⇧×7 ; : _"],
    altGr: ["∅ ∅ @ £ § € ∅ { [ ] }", "∅ ∅ € ∅×7 ◌¨ ]"],
  },
  "pt-br-qwerty": {
    plain: [
      "' 1 2 3 4 5 6 7 8 9 0 - =",
      "q w e r t y u i o p ◌´ [",
      "a s d f g h j k l ç ◌~ ]",
      "\\ z x c v b n m , . ; /",
    ],
    shift: ['" ! @ # $ % ◌¨ & * ( ) _ +', "⇧×10 ◌` {", "⇧×10 ◌^ }", "| ⇧×7 < > : ?"],
    altGr: ["∅ ¹ ² ³ £ ¢ ¬ ∅×5 §", "/ ? ° ∅×8 ª", "∅×11 º", "∅×3 ₢ ∅×7 °"],
  },
  "ro-ro-qwerty": {
    plain: [
      "` 1 2 3 4 5 6 7 8 9 0 - =",
      "q w e r t y u i o p [ ]",
      "a s d f g h j k l ; ' \\",
      "\\ z x c v b n m , . /",
    ],
    shift: ["~ ! @ # $ % ^ & * ( ) _ +", "⇧×10 { }", '⇧×9 : " |', "| ⇧×7 < > ?"],
    altGr: ["∅ ◌~ ◌ˇ ◌^ ◌˘ ◌° ◌˛ ◌` ◌· ◌´ ◌˝ ◌¨ ◌¸", "â ß € ∅ ț ∅ ∅ î ∅ § „ ”", "ă ș đ ∅×5 ł", "∅×3 © ∅×4 « »"],
    shiftAltGr: ["∅×11 – ±", "⇧ ∅×3 ⇧ ∅ ∅ ⇧", "⇧ ⇧ ⇧ ∅×5 ⇧"],
    accented: { ...CENTRAL_EUROPEAN, "~": "", "¨": "aeiouyAEIOUY", ˇ: "cdelnrstzCDELNRSTZ" },
  },
} as const satisfies Record<string, LayoutTable>;
