import "./mantine-styles.ts";
import "./global.css";
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "./api/api-error.ts";
import { onSignInEnded } from "./api/request.ts";
import { startI18n } from "./i18n/i18n.ts";
import { createPages } from "./router.tsx";
import { colorSchemeManager, theme } from "./theme.ts";

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && error instanceof ApiError && error.type === "UNREACHABLE",
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});
const router = createPages(queryClient);

onSignInEnded(() => {
  const { href, pathname } = router.state.location;
  queryClient.clear();
  if (pathname !== "/login") router.navigate({ to: "/login", search: { redirect: href }, ignoreBlocker: true });
});

await startI18n();

const container = document.getElementById("root");
if (container === null) throw new Error("index.html has no element #root");
createRoot(container).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" colorSchemeManager={colorSchemeManager}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
