import { Checkbox, Tooltip } from "@mantine/core";
import { IconShieldCheck, IconUsersGroup } from "@tabler/icons-react";
import { Fragment, type ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Held } from "../api/access.ts";
import { type ObjectPermission, objectPermissions } from "../api/permissions.ts";
import { TextLink } from "../shell/links.tsx";
import type { Column } from "../table/columns.ts";
import classes from "./permissions.module.css";
import { groupsOnWay, rightsAfter } from "./rights.ts";

interface RightsColumnsOptions<Item> {
  readonly nameOf: (item: Item) => string;
  /** What is, or is about to be, granted directly. */
  readonly grantedOf: (item: Item) => readonly ObjectPermission[];
  readonly isEditable: (item: Item) => boolean;
  readonly onChange: (item: Item, granted: readonly ObjectPermission[]) => void;
}

/** A column to tick for each right, and one that says through which groups the others come. */
export function useRightsColumns<Item extends Held>(options: RightsColumnsOptions<Item>): readonly Column<Item>[] {
  const { nameOf, grantedOf, isEditable, onChange } = options;
  const { t } = useTranslation("users");
  const rights = objectPermissions.map((right) => ({
    key: right,
    heading: t(`right.${right}`),
    isSecondary: right !== "READ",
    render: (item: Item) => (
      <RightBox
        label={t("access.rightOf", { right: t(`right.${right}`), name: nameOf(item) })}
        isDirect={grantedOf(item).includes(right)}
        source={sourceOf(item, right)}
        isEditable={isEditable(item)}
        onChange={(isGranted) => onChange(item, rightsAfter(item.direct, right, isGranted))}
      />
    ),
  }));
  const through = {
    key: "via",
    heading: t("access.through"),
    render: (item: Item) => <Ways ways={item.via} />,
  };
  return [...rights, through];
}

const sourceIcons = { inherited: IconUsersGroup, administrator: IconShieldCheck } as const;

/** Where a right comes from that was not granted directly: administrators have all, in whatever groups they are. */
function sourceOf(item: Held, right: ObjectPermission): keyof typeof sourceIcons | undefined {
  if (item.direct.includes(right) || !item.permissions.includes(right)) return undefined;
  return item.via.length > 0 ? "inherited" : "administrator";
}

interface RightBoxProps {
  readonly label: string;
  readonly isDirect: boolean;
  /** Where else it comes from; undefined if from nowhere. */
  readonly source: keyof typeof sourceIcons | undefined;
  readonly isEditable: boolean;
  readonly onChange: (isGranted: boolean) => void;
}

function RightBox({ label, isDirect, source, isEditable, onChange }: RightBoxProps): ReactElement {
  const { t } = useTranslation("users");
  const Icon = source && sourceIcons[source];
  return (
    <span className={classes.right}>
      <Checkbox
        size="xs"
        aria-label={label}
        checked={isDirect}
        disabled={!isEditable}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {Icon && (
        <Tooltip label={t(`access.${source}`)}>
          <Icon size={16} className={classes.inherited} role="img" aria-label={t(`access.${source}`)} />
        </Tooltip>
      )}
    </span>
  );
}

/** The groups that rights come through, each with a link. */
function Ways({ ways }: { ways: readonly string[] }): ReactElement[] {
  return ways.map((way) => (
    <span key={way} className={classes.way}>
      {groupsOnWay(way).map((name, index) => (
        <Fragment key={name}>
          {index > 0 && " › "}
          <TextLink to="/settings/groups/$name" params={{ name }} size="sm">
            {name}
          </TextLink>
        </Fragment>
      ))}
    </span>
  ));
}
