import { Center, EmptyState } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";

interface MessagePageProps {
  readonly icon: ReactNode;
  readonly title: string;
  readonly text: string;
  readonly action: ReactNode;
}

/** A page that has only one thing to say. */
export function MessagePage({ icon, title, text, action }: MessagePageProps): ReactElement {
  return (
    <Center component="main" mih="60dvh" p="md">
      <EmptyState icon={icon} title={title} description={text} withIndicatorBackground role="alert">
        <EmptyState.Actions>{action}</EmptyState.Actions>
      </EmptyState>
    </Center>
  );
}
