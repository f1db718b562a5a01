import type { BenchPage } from './api.ts';
import { download, reopen } from './cache.ts';
import { exportPlain, exportProduct } from './export.ts';
import { follow, seen, writeDuringDownload } from './live.ts';
import { rawRead, rawWrite } from './raw-storage.ts';
import { typing } from './typing.ts';

window.bench = {
  download,
  reopen,
  rawWrite,
  rawRead,
  typing,
  follow,
  seen,
  writeDuringDownload,
  exportProduct,
  exportPlain,
} satisfies BenchPage;
