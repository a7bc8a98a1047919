/**
 * Mantine's styles, only those of the components in use, in the order in which Mantine's own bundle has them. They are in a
 * cascade layer, so that the styles of the pages win whatever the order in which chunks arrive.
 */
import "@mantine/core/styles/default-css-variables.layer.css";
import "@mantine/core/styles/baseline.layer.css";
import "@mantine/core/styles/global.layer.css";
