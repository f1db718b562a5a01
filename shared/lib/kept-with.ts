/**
 * What belongs to an object and goes when that goes: made when it is first asked for, the same ever after.
 * @param make must not ask for the same thing again
 */
export function keptWith<Of extends object, What extends object>(make: (of: Of) => What): (of: Of) => What {
  const kept = new WeakMap<Of, What>();
  return (of) => {
    let what = kept.get(of);
    if (what === undefined) kept.set(of, (what = make(of)));
    return what;
  };
}
