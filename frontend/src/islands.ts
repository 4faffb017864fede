/* Islands: elements with data-island="name" that a script enhances. An island is mounted when it comes into the page, and
   taken down (its signal is aborted) when it leaves or its source changes, however that comes about. */

/** Enhances an element until the signal is aborted; whatever it adds to the page it takes away then. */
export type Mount = (element: HTMLElement, signal: AbortSignal) => void | Promise<void>;

/** Gives an island's code, which may have to be loaded first. */
export type Loader = () => Mount | Promise<Mount>;

const TOLD = ["data-island", "data-src"];

/** Keeps the islands of a page mounted. */
export class Islands {
  private readonly mounted = new Map<HTMLElement, AbortController>();
  private readonly watcher = new MutationObserver((changes) => this.changed(changes));

  constructor(
    private readonly loaders: Record<string, Loader>,
    private readonly failed: (name: string, error: unknown) => void = (name, error) => console.error(`island ${name}`, error),
  ) {}

  /** Mounts what is there and whatever comes. */
  start(root: Element): void {
    this.watcher.observe(root, { childList: true, subtree: true, attributes: true, attributeFilter: TOLD });
    this.within(root).forEach((element) => this.mount(element));
  }

  /** Takes everything down. */
  stop(): void {
    this.watcher.disconnect();
    [...this.mounted.keys()].forEach((element) => this.take(element));
  }

  private changed(changes: MutationRecord[]): void {
    for (const element of [...this.mounted.keys()]) if (!element.isConnected) this.take(element);
    for (const change of changes) {
      if (change.type === "attributes") {
        this.take(change.target as HTMLElement);
        this.mount(change.target as HTMLElement);
      }
      change.addedNodes.forEach((node) => {
        if (node instanceof HTMLElement && node.isConnected) this.within(node).forEach((element) => this.mount(element));
      });
    }
  }

  private within(root: Element): HTMLElement[] {
    const found = [...root.querySelectorAll<HTMLElement>("[data-island]")];
    return root instanceof HTMLElement && root.dataset.island ? [root, ...found] : found;
  }

  private mount(element: HTMLElement): void {
    const name = element.dataset.island ?? "";
    const loader = this.loaders[name];
    if (!loader || this.mounted.has(element)) return;
    const control = new AbortController();
    this.mounted.set(element, control);
    void (async () => {
      try {
        const mount = await loader();
        if (!control.signal.aborted) await mount(element, control.signal);
      } catch (error) {
        if (!control.signal.aborted) this.failed(name, error);
      }
    })();
  }

  private take(element: HTMLElement): void {
    this.mounted.get(element)?.abort();
    this.mounted.delete(element);
  }
}
