/** A PDF as the driver of Windows writes it: nothing compressed, the title in UTF-16. */
export function simplePdf(title: string, pages: number): Buffer {
  const utf16 = Buffer.from(`\uFEFF${title}`, "utf16le").swap16().toString("hex");
  const kids = Array.from({ length: pages }, (_, index) => `${index + 4} 0 R`).join(" ");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    `<< /Type /Pages /Count ${pages} /Kids [${kids}] >>`,
    `<< /Title <${utf16}> /Producer (Microsoft: Print To PDF) >>`,
    ...Array.from({ length: pages }, () => "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"),
  ];
  let text = "%PDF-1.7\n";
  const offsets = objects.map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const size = objects.length + 1;
  const trailer = `trailer\n<< /Size ${size} /Root 1 0 R /Info 3 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Buffer.from(`${text}xref\n0 ${size}\n0000000000 65535 f \n${entries}${trailer}`, "latin1");
}

/** @param pages the words on each */
export function postscriptOf(title: string, pages: readonly string[]): Buffer {
  const shown = pages.map((words) => `72 700 moveto (${words}) show showpage\n`).join("");
  return Buffer.from(
    `%!PS-Adobe-3.0\n%%Title: ${title}\n%%EndComments\n/Helvetica findfont 24 scalefont setfont\n${shown}`,
  );
}
