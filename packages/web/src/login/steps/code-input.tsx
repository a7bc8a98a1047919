import { TextInput, type TextInputProps } from "@mantine/core";
import type { ReactElement } from "react";

/** Where a code of an authenticator app is typed, or a recovery code. */
export function CodeInput(props: TextInputProps): ReactElement {
  return (
    <TextInput
      name="guac-totp"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      inputMode="text"
      autoFocus
      {...props}
    />
  );
}
