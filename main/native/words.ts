import type { FileKind } from '../../shared/ipc/contract.ts';
import type { FileTrouble } from './file-trouble.ts';

/** The few words that the system itself shows; everything else is worded by the page. */
export interface Words {
  productName: string;
  fileKinds: Readonly<Record<FileKind, string>>;
  /** What happened to a file, what was kept, what to do. `name` is the file's. */
  file: {
    notSaved(name: string): string;
    notOpened(name: string): string;
    why: Readonly<Record<FileTrouble, string>>;
    elsewhere: string;
    another: string;
    cancel: string;
  };
  /** The application has to end before it has a window: what happened, what was kept, what to do. */
  notStarted: { title: string; text(reason: string): string };
  tray: { show: string; quit: string };
  menu: {
    file: string;
    print: string;
    quit: string;
    edit: string;
    undo: string;
    redo: string;
    cut: string;
    copy: string;
    paste: string;
    selectAll: string;
    view: string;
    zoomIn: string;
    zoomOut: string;
    zoomReset: string;
    fullScreen: string;
    reload: string;
    devTools: string;
    window: string;
    minimize: string;
    close: string;
    hide: string;
    hideOthers: string;
    showAll: string;
    about: string;
  };
}

const CHINESE: Words = {
  productName: '渠道营销支撑',
  fileKinds: { workbook: 'Excel 工作簿', csv: 'CSV 文件', image: 'PNG 图片', json: 'JSON 文件' },
  file: {
    notSaved: (name) => `“${name}”没有存下来`,
    notOpened: (name) => `“${name}”打不开`,
    why: {
      denied: '这个位置不允许写入或读取。内容还在，换一个位置就能存。',
      missing: '这个文件夹已不在，或名称太长。内容还在，换一个位置就能存。',
      full: '磁盘已满，原有文件没有动。清出空间，或换一个磁盘。',
      busy: '文件正被别的程序打开（如 Excel）。关掉它再存，或换一个名称。',
      readOnly: '这个磁盘是只读的。内容还在，换一个位置就能存。',
      tooLarge: '文件太大。请拆分后再选。',
      other: '系统没有说明原因，原有文件没有动。换一个位置再试。',
    },
    elsewhere: '换个位置',
    another: '另选文件',
    cancel: '取消',
  },
  notStarted: {
    title: '渠道营销支撑没能启动',
    text: (reason) =>
      `您写的内容都在这台电脑上，没有改动。请清出磁盘空间，再打开一次；仍打不开时，把下面这一行告诉支持人员。\n\n${reason}`,
  },
  tray: { show: '打开渠道营销支撑', quit: '退出' },
  menu: {
    file: '文件',
    print: '打印…',
    quit: '退出',
    edit: '编辑',
    undo: '撤销',
    redo: '重做',
    cut: '剪切',
    copy: '复制',
    paste: '粘贴',
    selectAll: '全选',
    view: '视图',
    zoomIn: '放大',
    zoomOut: '缩小',
    zoomReset: '实际大小',
    fullScreen: '全屏',
    reload: '重新加载',
    devTools: '开发者工具',
    window: '窗口',
    minimize: '最小化',
    close: '关闭窗口',
    hide: '隐藏',
    hideOthers: '隐藏其他',
    showAll: '全部显示',
    about: '关于渠道营销支撑',
  },
};

const ENGLISH: Words = {
  productName: 'ChannelDesk',
  fileKinds: { workbook: 'Excel workbook', csv: 'CSV file', image: 'PNG picture', json: 'JSON file' },
  file: {
    notSaved: (name) => `“${name}” was not saved`,
    notOpened: (name) => `“${name}” cannot be opened`,
    why: {
      denied: 'This place does not allow it. Nothing is lost: choose another place.',
      missing: 'This folder is gone, or the name is too long. Nothing is lost: choose another place.',
      full: 'The disk is full; the old file is untouched. Make room, or choose another disk.',
      busy: 'Another program (such as Excel) holds the file open. Close it there, or choose another name.',
      readOnly: 'This disk is read-only. Nothing is lost: choose another place.',
      tooLarge: 'The file is too large. Split it, then choose again.',
      other: 'The system gives no reason; the old file is untouched. Try another place.',
    },
    elsewhere: 'Choose another place',
    another: 'Choose another file',
    cancel: 'Cancel',
  },
  notStarted: {
    title: 'ChannelDesk could not start',
    text: (reason) =>
      `Everything you wrote is on this machine, unchanged. Make room on the disk and open it again; if that does not help, tell support the line below.\n\n${reason}`,
  },
  tray: { show: 'Open ChannelDesk', quit: 'Quit' },
  menu: {
    file: 'File',
    print: 'Print…',
    quit: 'Quit',
    edit: 'Edit',
    undo: 'Undo',
    redo: 'Redo',
    cut: 'Cut',
    copy: 'Copy',
    paste: 'Paste',
    selectAll: 'Select all',
    view: 'View',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    zoomReset: 'Actual size',
    fullScreen: 'Full screen',
    reload: 'Reload',
    devTools: 'Developer tools',
    window: 'Window',
    minimize: 'Minimize',
    close: 'Close window',
    hide: 'Hide',
    hideOthers: 'Hide others',
    showAll: 'Show all',
    about: 'About ChannelDesk',
  },
};

/** @param language the page's setting; Chinese where it says nothing that is known */
export const wordsIn = (language: unknown): Words => (language === 'en-US' ? ENGLISH : CHINESE);
