import { Autocomplete, Textarea } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { HoursInput } from "./hours-input.tsx";
import { type RestrictionAttribute, restrictionAttributes } from "./restriction-attributes.ts";
import classes from "./restrictions.module.css";

interface RestrictionFieldsProps {
  /** The text of an attribute; "" if it is unset. */
  readonly textOf: (attribute: RestrictionAttribute) => string;
  readonly onChange: (attribute: RestrictionAttribute, value: string) => void;
  readonly errorOf?: (attribute: RestrictionAttribute) => string | undefined;
}

/** When and from where an account, a group or a connection may be used. Needs the texts of "administration". */
export function RestrictionFields({ textOf, onChange, errorOf }: RestrictionFieldsProps): ReactElement {
  const { t } = useTranslation("administration");
  const of = (key: keyof typeof restrictionAttributes) => {
    const attribute = restrictionAttributes[key];
    return {
      label: t(`restrictions.${key}`),
      description: t(`restrictions.${key}Help`),
      value: textOf(attribute),
      error: errorOf?.(attribute),
      onChange: (value: string) => onChange(attribute, value),
    };
  };
  return (
    <div className={classes.fields}>
      <HoursInput {...of("hoursAllowed")} />
      <HoursInput {...of("hoursDenied")} />
      <Autocomplete {...of("timeZone")} data={Intl.supportedValuesOf("timeZone")} limit={20} placeholder="UTC" />
      <HostsInput {...of("hostsAllowed")} />
      <HostsInput {...of("hostsDenied")} />
    </div>
  );
}

interface HostsInputProps {
  readonly label: string;
  readonly description: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
}

/** A host a line, which the attribute separates by semicolons. */
function HostsInput({ value, onChange, ...shared }: HostsInputProps): ReactElement {
  return (
    <Textarea
      {...shared}
      autosize
      minRows={2}
      maxRows={8}
      spellCheck={false}
      autoCapitalize="none"
      placeholder={"192.0.2.0/24\nbureau.example.org"}
      value={value.replaceAll(";", "\n")}
      onChange={(event) => onChange(event.currentTarget.value.replaceAll(/\r?\n/g, ";"))}
    />
  );
}
