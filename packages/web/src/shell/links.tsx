import { Anchor, type AnchorProps, Button, type ButtonProps } from "@mantine/core";
import { createLink } from "@tanstack/react-router";
import type { ComponentProps } from "react";

/** A link to one of our pages that looks like a button. */
export const LinkButton = createLink((props: ButtonProps & ComponentProps<"a">) => <Button component="a" {...props} />);

/** A link to one of our pages. */
export const TextLink = createLink((props: AnchorProps & ComponentProps<"a">) => <Anchor {...props} />);
