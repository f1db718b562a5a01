export const common = {
  productName: '渠道营销支撑',
  close: '关闭',
  cancel: '取消',
  retry: '重试',
  save: '保存',
  yuan: '元',
  none: '—',
  notKept: '没有存下：这台电脑没能写入。腾出磁盘空间后再存一次。',
};
