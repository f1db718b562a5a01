export const groupPath = (groupId: string): string => `/groups/${encodeURIComponent(groupId)}`;
