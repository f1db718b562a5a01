/** What antd's fields give to a ref. */
interface Field {
  focus: () => void;
  nativeElement: HTMLElement | null;
}

/** antd hands a field to its ref with every drawing; the person has the cursor after the first. */
const given = new WeakSet<HTMLElement>();

/**
 * A ref that gives its field the cursor once, as soon as a window shows it.
 *
 * `autoFocus` will not do in there: React asks for it while the window still hangs beside the page, where nothing can
 * have the cursor. It is noticed only where windows do not move in, because those that do draw their content later.
 */
export function takeFocus(field: Field | null): void {
  const element = field?.nativeElement;
  if (!element || given.has(element)) return;
  given.add(element);
  queueMicrotask(() => field?.focus());
}
