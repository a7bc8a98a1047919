import type { LayoutTable } from "./layout.ts";

/**
 * Windows' keyboard layouts, by Guacamole's names. A row is a row of the keyboard (see `KEY_ROWS`), key by key; `⇧` is the capital
 * of what the key gives alone, `◌` before a character makes it a dead key, `∅` is none.
 */
export const LAYOUT_TABLES: Readonly<Record<string, LayoutTable>> = {
  "fr-fr-azerty": {
    plain: [
      `² & é " ' ( - è _ ç à ) =`,
      "a z e r t y u i o p ◌^ $",
      "q s d f g h j k l m ù *",
      "< w x c v b n , ; : !",
    ],
    shift: [
      "∅ 1 2 3 4 5 6 7 8 9 0 ° +",
      "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ◌¨ £",
      "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ % µ",
      "> ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ? . / §",
    ],
    altGr: ["∅ ∅ ◌~ # { [ | ◌` \\ ^ @ ] }", "∅ ∅ € ∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ ¤"],
  },
  "fr-be-azerty": {
    plain: [
      `² & é " ' ( § è ! ç à ) -`,
      "a z e r t y u i o p ◌^ $",
      "q s d f g h j k l m ù µ",
      "< w x c v b n , ; : =",
    ],
    shift: [
      "³ 1 2 3 4 5 6 7 8 9 0 ° _",
      "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ◌¨ *",
      "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ % £",
      "> ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ? . / +",
    ],
    altGr: ["∅ | @ # ∅ ∅ ^ ∅ ∅ { }", "∅ ∅ € ∅ ∅ ∅ ∅ ∅ ∅ ∅ [ ]", "∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ ◌´ ◌`", "\\ ∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ ◌~"],
  },
  "fr-ch-qwertz": {
    plain: [
      "§ 1 2 3 4 5 6 7 8 9 0 ' ◌^",
      "q w e r t z u i o p è ◌¨",
      "a s d f g h j k l é à $",
      "< y x c v b n m , . -",
    ],
    shift: [
      `° + " * ç % & / ( ) = ? ◌\``,
      "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ü !",
      "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ö ä £",
      "> ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ; : _",
    ],
    altGr: ["∅ ¦ @ # ° § ¬ | ¢ ∅ ∅ ◌´ ◌~", "∅ ∅ € ∅ ∅ ∅ ∅ ∅ ∅ ∅ [ ]", "∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ { }", "\\"],
  },
  "de-ch-qwertz": {
    plain: [
      "§ 1 2 3 4 5 6 7 8 9 0 ' ◌^",
      "q w e r t z u i o p ü ◌¨",
      "a s d f g h j k l ö ä $",
      "< y x c v b n m , . -",
    ],
    shift: [
      `° + " * ç % & / ( ) = ? ◌\``,
      "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ è !",
      "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ é à £",
      "> ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ; : _",
    ],
    altGr: ["∅ ¦ @ # ° § ¬ | ¢ ∅ ∅ ◌´ ◌~", "∅ ∅ € ∅ ∅ ∅ ∅ ∅ ∅ ∅ [ ]", "∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ { }", "\\"],
  },
  "de-de-qwertz": {
    plain: [
      "◌^ 1 2 3 4 5 6 7 8 9 0 ß ◌´",
      "q w e r t z u i o p ü +",
      "a s d f g h j k l ö ä #",
      "< y x c v b n m , . -",
    ],
    shift: [
      `° ! " § $ % & / ( ) = ? ◌\``,
      "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ *",
      "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ '",
      "> ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ; : _",
    ],
    altGr: ["∅ ∅ ² ³ ∅ ∅ ∅ { [ ] } \\", "@ ∅ € ∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ ~", "", "| ∅ ∅ ∅ ∅ ∅ ∅ µ"],
  },
  "en-us-qwerty": {
    plain: [
      "` 1 2 3 4 5 6 7 8 9 0 - =",
      "q w e r t y u i o p [ ]",
      "a s d f g h j k l ; ' \\",
      "\\ z x c v b n m , . /",
    ],
    shift: ["~ ! @ # $ % ^ & * ( ) _ +", "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ { }", `⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ : " |`, "| ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ < > ?"],
  },
  "en-gb-qwerty": {
    plain: [
      "` 1 2 3 4 5 6 7 8 9 0 - =",
      "q w e r t y u i o p [ ]",
      "a s d f g h j k l ; ' #",
      "\\ z x c v b n m , . /",
    ],
    shift: [`¬ ! " £ $ % ^ & * ( ) _ +`, "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ { }", "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ : @ ~", "| ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ < > ?"],
    altGr: ["¦ ∅ ∅ ∅ €", "∅ ∅ é ∅ ∅ ∅ ú í ó", "á"],
  },
  "es-es-qwerty": {
    plain: [
      "º 1 2 3 4 5 6 7 8 9 0 ' ¡",
      "q w e r t y u i o p ◌` +",
      "a s d f g h j k l ñ ◌´ ç",
      "< z x c v b n m , . -",
    ],
    shift: [
      `ª ! " · $ % & / ( ) = ? ¿`,
      "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ◌^ *",
      "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ◌¨ ⇧",
      "> ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ; : _",
    ],
    altGr: ["\\ | @ # ◌~ € ¬", "∅ ∅ € ∅ ∅ ∅ ∅ ∅ ∅ ∅ [ ]", "∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ { }"],
  },
  "it-it-qwerty": {
    plain: [
      "\\ 1 2 3 4 5 6 7 8 9 0 ' ì",
      "q w e r t y u i o p è +",
      "a s d f g h j k l ò à ù",
      "< z x c v b n m , . -",
    ],
    shift: [`| ! " £ $ % & / ( ) = ? ^`, "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ é *", "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ç ° §", "> ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ; : _"],
    altGr: ["∅ ∅ ∅ ∅ ∅ €", "∅ ∅ € ∅ ∅ ∅ ∅ ∅ ∅ ∅ [ ]", "∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ ∅ @ #"],
  },
  "pt-pt-qwerty": {
    plain: [
      "\\ 1 2 3 4 5 6 7 8 9 0 ' «",
      "q w e r t y u i o p + ◌´",
      "a s d f g h j k l ç º ◌~",
      "< z x c v b n m , . -",
    ],
    shift: [
      `| ! " # $ % & / ( ) = ? »`,
      "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ * ◌`",
      "⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ª ◌^",
      "> ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ⇧ ; : _",
    ],
    altGr: ["∅ ∅ @ £ § € ∅ { [ ] }", "∅ ∅ € ∅ ∅ ∅ ∅ ∅ ∅ ∅ ◌¨"],
  },
};
