/** Where the handover brief of a customer is. */
export const handoverPath = (customerCode: string): string =>
  `/requests/handover/${encodeURIComponent(customerCode)}`;
