/** An event that its listener may prevent, with what Electron tells about it. */
export function preventable<T extends object>(
  about: T,
): T & { preventDefault(): void; defaultPrevented: boolean } {
  const event = {
    ...about,
    defaultPrevented: false,
    preventDefault: (): void => {
      event.defaultPrevented = true;
    },
  };
  return event;
}
