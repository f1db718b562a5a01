/** As much of an item of the menu as says where it leads. */
interface Beginning {
  key: string;
  path: string;
  elsewhere: boolean;
}

/** What he is there for, in this order; else whatever his menu begins with. */
const BEGINNINGS: readonly string[] = ['workbench', 'administration'];

/** Where a person begins: with the work of the day, or, where he sees no customers, with what he administers. */
export const homeOf = (places: readonly Beginning[]): string => {
  const here = places.filter(({ elsewhere }) => !elsewhere);
  const known = BEGINNINGS.map((key) => here.find((place) => place.key === key));
  return (known.find((place) => place !== undefined) ?? here[0])?.path ?? '/settings';
};
