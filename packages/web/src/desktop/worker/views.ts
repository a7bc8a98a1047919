import type { Bitmap, Rect } from "@passerelle/graphics";
import { type Arrangement, MAIN_VIEW, type Part } from "../monitors/arrangement.ts";
import type { Presenter } from "./presenter.ts";

/**
 * The canvases that show the desktop: the page's own shows all of it, or, once the desktop has the size of an
 * arrangement, each window's canvas its part. In between, the further windows are black.
 */
export class Views {
  readonly #main: Presenter;
  readonly #presenters: Map<number, Presenter>;
  /** What is shown of which size. */
  #current: Arrangement | undefined;
  /** What is to be shown once the desktop has its size. */
  #next: Arrangement | undefined;
  #width = 0;
  #height = 0;

  constructor(main: Presenter) {
    this.#main = main;
    this.#presenters = new Map([[MAIN_VIEW, main]]);
  }

  /** What each view shows; empty: the main one shows everything. */
  get parts(): readonly Part[] {
    return this.#current?.parts ?? [];
  }

  /** How the page's own canvas is painted. */
  get method(): Presenter["method"] {
    return this.#main.method;
  }

  add(view: number, presenter: Presenter): void {
    this.#presenters.set(view, presenter);
    presenter.resize(this.#sourceOf(view) ?? BLACK);
  }

  remove(view: number): void {
    if (view !== MAIN_VIEW) this.#presenters.delete(view);
  }

  /**
   * The desktop is to be shown like this.
   * @returns whether it is so from now on: then all canvases are black, and the whole framebuffer is to be presented
   */
  arrange(arrangement: Arrangement): boolean {
    const before = this.#current;
    this.#next = arrangement.parts.length > 0 ? arrangement : undefined;
    if (!this.#next) this.#current = undefined;
    this.#choose();
    if (this.#current === before) return false;
    this.#resize();
    return true;
  }

  /** The framebuffer has another size, and all canvases are black. */
  resize(width: number, height: number): void {
    this.#width = width;
    this.#height = height;
    this.#choose();
    this.#resize();
  }

  present(framebuffer: Bitmap, dirty: readonly Rect[]): void {
    for (const [view, presenter] of this.#presenters) {
      if (this.#sourceOf(view)) presenter.present(framebuffer, dirty);
    }
  }

  #choose(): void {
    if (this.#hasSizeOf(this.#next)) this.#current = this.#next;
    else if (!this.#hasSizeOf(this.#current)) this.#current = undefined;
  }

  #hasSizeOf(arrangement: Arrangement | undefined): boolean {
    return arrangement?.width === this.#width && arrangement.height === this.#height;
  }

  #sourceOf(view: number): Rect | undefined {
    const { parts } = this;
    if (parts.length === 0 && view === MAIN_VIEW) return { x: 0, y: 0, width: this.#width, height: this.#height };
    return parts.find((part) => part.view === view);
  }

  #resize(): void {
    for (const [view, presenter] of this.#presenters) {
      presenter.resize(this.#sourceOf(view) ?? BLACK);
    }
  }
}

const BLACK: Rect = { x: 0, y: 0, width: 1, height: 1 };
