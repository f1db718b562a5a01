/** Why a file can be neither written nor read, as far as it makes a difference to a person. */
export type FileTrouble = 'denied' | 'missing' | 'full' | 'busy' | 'readOnly' | 'tooLarge' | 'other';

const TROUBLE_OF_CODE: Readonly<Record<string, FileTrouble>> = {
  EACCES: 'denied',
  EPERM: 'denied',
  ENOENT: 'missing',
  ENOTDIR: 'missing',
  EISDIR: 'denied',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EBUSY: 'busy',
  ETXTBSY: 'busy',
  EROFS: 'readOnly',
  ENAMETOOLONG: 'missing',
  EFBIG: 'tooLarge',
};

/**
 * What an error of the file system means to a person. On Windows a workbook that Excel holds open refuses to be
 * replaced with EPERM; there the folder would have refused the new file first.
 */
export function fileTrouble(error: unknown, platform: NodeJS.Platform = process.platform): FileTrouble {
  if (typeof error !== 'object' || error === null || !('code' in error)) return 'other';
  const { code } = error;
  const replacing = 'syscall' in error && error.syscall === 'rename';
  if (platform === 'win32' && replacing && (code === 'EPERM' || code === 'EACCES')) return 'busy';
  return TROUBLE_OF_CODE[String(code)] ?? 'other';
}
