export { StorageNotices } from './storage-notices.tsx';
export { StorageTroublePage } from './storage-trouble-page.tsx';
export { storageTroubleOf } from './trouble.ts';
