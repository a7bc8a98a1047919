import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { type Choice, type ChoiceSource, Picker } from "../administration/picker.tsx";
import classes from "./permissions.module.css";

interface GrantFormProps {
  readonly label: string;
  readonly placeholder: string;
  readonly action: string;
  readonly source: ChoiceSource;
  readonly isPending: boolean;
  /** What was picked stays if it fails. */
  readonly onSubmit: (picked: readonly Choice[]) => Promise<unknown>;
}

/** Picks some things and adds them all at once. */
export function GrantForm({ label, placeholder, action, source, isPending, onSubmit }: GrantFormProps): ReactElement {
  const [picked, setPicked] = useState<readonly Choice[]>([]);
  const submit = async () => {
    await onSubmit(picked);
    setPicked([]);
  };
  return (
    <div className={classes.grant}>
      <Picker
        className={classes.picker}
        label={label}
        placeholder={placeholder}
        source={source}
        picked={picked}
        onChange={setPicked}
      />
      <Button
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={picked.length === 0}
        loading={isPending}
        // What went wrong is shown by whoever does it.
        onClick={() => submit().catch(() => undefined)}
      >
        {action}
      </Button>
    </div>
  );
}
