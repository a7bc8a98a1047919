import { create as contentDisposition } from "content-disposition";
import { Type } from "typebox";
import { REPORT_FORMATS, writeReport } from "../../hours/export/write-report.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { ReportQuery, reportFor } from "./hours-report-request.ts";

const ExportQuery = Type.Interface([ReportQuery], {
  language: Type.Union([Type.Literal("fr"), Type.Literal("en")], { default: "en" }),
});

/** Reports to take along, for those who may see them. */
export function hoursExportRoutes(routes: Routes, services: Services): void {
  for (const format of REPORT_FORMATS) {
    routes.get(
      `/hours/report.${format}`,
      {
        schema: {
          tags: ["hours"],
          summary: `Hours as a file: ${format.toUpperCase()}`,
          querystring: ExportQuery,
          response: { 200: Type.Unsafe<unknown>({ type: "string", description: "The file." }) },
        },
        // A file is not put into the shape of a schema.
        serializerCompiler: () => (data) => data as string,
      },
      async ({ caller, query }, reply) => {
        const report = await reportFor(services, caller, query);
        const { name, type, content } = await writeReport(report, format, query.language, caller.username);
        return reply.header("content-disposition", contentDisposition(name)).type(type).send(content);
      },
    );
  }
}
