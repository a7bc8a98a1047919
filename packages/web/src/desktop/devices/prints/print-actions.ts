import { download } from "../files/drive-api.ts";
import type { PrintChoice } from "./print-choice.ts";

/** What can be done with a print. */
export type PrintAction = Exclude<PrintChoice, "ask">;

/** Milliseconds that a browser may take to show a PDF in a frame. */
const LOAD_TIME = 30_000;

/**
 * Does something with the PDF at an address of the gateway. Answers whether the browser let it: without a click most open no tab,
 * and some print no PDF from a page.
 */
export async function doWithPrint(action: PrintAction, address: string): Promise<boolean> {
  switch (action) {
    case "open":
      return openInTab(address);
    case "download":
      download(`${address}?download=true`);
      return true;
    case "print":
      return (await printFromFrame(address)) || openInTab(address);
  }
}

function openInTab(address: string): boolean {
  const tab = window.open(address, "_blank");
  if (tab) tab.opener = null;
  return tab !== null;
}

/** The frame stays until the next print: nobody says when the browser has done with it. */
async function printFromFrame(address: string): Promise<boolean> {
  document.querySelector("iframe[data-print]")?.remove();
  const frame = document.createElement("iframe");
  frame.dataset.print = "";
  frame.hidden = true;
  frame.src = address;
  const isLoaded = new Promise<boolean>((resolve) => {
    frame.onload = () => resolve(true);
    setTimeout(() => resolve(false), LOAD_TIME);
  });
  document.body.append(frame);
  try {
    if (!(await isLoaded)) return false;
    frame.contentWindow?.print();
    return true;
  } catch {
    // Some browsers show a PDF in a page of their own, which this one may not touch.
    return false;
  }
}
