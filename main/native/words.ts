import type { FileKind } from '../../shared/ipc/contract.ts';

/** The few words that the system itself shows; everything else is worded by the page. */
export interface Words {
  productName: string;
  fileKinds: Readonly<Record<FileKind, string>>;
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
