import { Skeleton } from "@mantine/core";
import { type ReactElement, useId } from "react";
import { useTranslation } from "react-i18next";
import type { Connection, ConnectionGroup } from "../api/types.ts";
import { ConnectionCard } from "./connection-card.tsx";
import type { Section } from "./connection-list.ts";
import { GroupCard } from "./group-card.tsx";
import classes from "./home.module.css";

interface ConnectionSectionsProps {
  readonly recent: readonly Connection[];
  readonly sections: readonly Section[];
}

export function ConnectionSections({ recent, sections }: ConnectionSectionsProps): ReactElement {
  const { t } = useTranslation();
  // A single list needs no heading to tell it from others.
  const isAlone = recent.length === 0 && sections.length === 1 && sections[0]?.path.length === 0;
  return (
    <>
      {recent.length > 0 && <CardSection heading={t("home.recent")} groups={[]} connections={recent} />}
      {sections.map(({ identifier, path, groups, connections }) => (
        <CardSection
          key={identifier}
          heading={path.length > 0 ? path.join(" / ") : t(sections.length > 1 ? "home.ungrouped" : "home.all")}
          isHeadingHidden={isAlone}
          groups={groups}
          connections={connections}
        />
      ))}
    </>
  );
}

interface CardSectionProps {
  readonly heading: string;
  readonly isHeadingHidden?: boolean;
  readonly groups: readonly ConnectionGroup[];
  readonly connections: readonly Connection[];
}

function CardSection({ heading, isHeadingHidden = false, groups, connections }: CardSectionProps): ReactElement {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h2 id={id} className={classes.heading} hidden={isHeadingHidden}>
        {heading}
      </h2>
      <ul className={classes.cards}>
        {groups.map((group) => (
          <li key={`group ${group.identifier}`}>
            <GroupCard group={group} />
          </li>
        ))}
        {connections.map((connection) => (
          <li key={connection.identifier}>
            <ConnectionCard connection={connection} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What stands in for the cards while they are loaded. */
export function LoadingSections(): ReactElement {
  const { t } = useTranslation();
  return (
    <div aria-busy="true" role="status" aria-label={t("home.loading")}>
      <Skeleton height={42} mb="xl" />
      <div className={classes.cards}>
        {[1, 2, 3, 4, 5, 6].map((number) => (
          <Skeleton key={number} height={76} />
        ))}
      </div>
    </div>
  );
}
