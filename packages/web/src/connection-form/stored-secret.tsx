import { Button, Group, Input, Text } from "@mantine/core";
import { IconCircleCheck, IconTrash } from "@tabler/icons-react";
import { type ReactElement, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./form.module.css";

interface StoredSecretProps {
  readonly label: string;
  /** null while it stays as it is stored, "" when it is to be removed. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  /** The input for a new one. */
  readonly children: (typed: string, type: (value: string) => void) => ReactNode;
}

/** A secret that the gateway has and does not show: it can be replaced or removed. */
export function StoredSecret({ label, value, onChange, children }: StoredSecretProps): ReactElement {
  const { t } = useTranslation("parameters");
  const [isReplacing, setReplacing] = useState(false);
  const keep = () => {
    setReplacing(false);
    onChange(null);
  };
  // An empty entry replaces nothing: removing has a button of its own.
  const type = (typed: string) => onChange(typed === "" ? null : typed);
  if (isReplacing) {
    return (
      <>
        {children(value ?? "", type)}
        <KeepButton onClick={keep} />
      </>
    );
  }
  const isRemoved = value === "";
  return (
    <Input.Wrapper label={label} labelElement="div">
      <Group gap="xs" className={classes.secret}>
        {isRemoved ? <IconTrash size={16} aria-hidden /> : <IconCircleCheck size={16} aria-hidden />}
        <Text span size="sm" flex={1}>
          {t(isRemoved ? "secret.removed" : "secret.stored")}
        </Text>
        {isRemoved ? (
          <KeepButton onClick={keep} />
        ) : (
          <>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t("secret.replaceNamed", { label })}
              onClick={() => setReplacing(true)}
            >
              {t("secret.replace")}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              aria-label={t("secret.removeNamed", { label })}
              onClick={() => onChange("")}
            >
              {t("secret.remove")}
            </Button>
          </>
        )}
      </Group>
    </Input.Wrapper>
  );
}

function KeepButton({ onClick }: { onClick: () => void }): ReactElement {
  const { t } = useTranslation("parameters");
  return (
    <Button size="compact-sm" variant="subtle" mt={4} onClick={onClick}>
      {t("secret.keep")}
    </Button>
  );
}
