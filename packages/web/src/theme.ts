import { createTheme, localStorageColorSchemeManager, type MantineColorsTuple, Menu } from "@mantine/core";
import i18next from "i18next";

/** Petrol blue; from shade 8 on, white text on it reaches a contrast of 4.5. */
const petrol: MantineColorsTuple = [
  "#eff8fa",
  "#dceef2",
  "#b7dde6",
  "#8ccad8",
  "#66b7c9",
  "#48a4b9",
  "#328fa5",
  "#267d93",
  "#1b6c81",
  "#12586b",
];

/** Greys with a breath of the same blue. */
const dark: MantineColorsTuple = [
  "#d3d9dd",
  "#b4bdc4",
  "#8b969f",
  "#5f6b75",
  "#3b464f",
  "#2b343c",
  "#212930",
  "#181f25",
  "#12181d",
  "#0c1115",
];

export const theme = createTheme({
  colors: { petrol, dark },
  primaryColor: "petrol",
  primaryShade: 8,
  defaultRadius: "md",
  fontFamily: "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  headings: { fontWeight: "600" },
  cursorType: "pointer",
  components: {
    // The placeholder that would take the focus is no menu item, and screen readers stumble over it.
    Menu: Menu.extend({ defaultProps: { shadow: "lg", withInitialFocusPlaceholder: false } }),
    // In the language that is shown when the notification is.
    Notification: { defaultProps: () => ({ closeButtonProps: { "aria-label": i18next.t("common.close") } }) },
  },
});

/** Remembers the colour scheme in this browser. */
export const colorSchemeManager = localStorageColorSchemeManager({ key: "passerelle.color-scheme" });
