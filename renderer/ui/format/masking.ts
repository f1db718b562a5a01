/** `13377760386` → `133****0386`; a short number keeps only its last two digits. */
export function maskPhone(phone: string): string {
  const bare = phone.trim();
  if (bare === '') return '';
  if (bare.length >= 11) return `${bare.slice(0, 3)}****${bare.slice(-4)}`;
  return `****${bare.slice(-2)}`;
}

/** `13377760386` → `133 7776 0386`, to be read aloud; anything but a mobile number stays as it is. */
export const spacedPhone = (phone: string): string =>
  /^1\d{10}$/.test(phone) ? `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}` : phone;

/**
 * What may be seen of an address at a glance: up to its street, else its first six characters.
 * `武鸣区五一中路18号2单元` → `武鸣区五一中路 ***`
 */
export function maskAddress(address: string): string {
  const bare = address.trim();
  if (bare === '') return '';
  const street = /^(.{2,24}?(?:路|街|道|巷|村|镇|屯|大厦|小区|花园))/.exec(bare)?.[1];
  return `${street ?? bare.slice(0, 6)} ***`;
}
