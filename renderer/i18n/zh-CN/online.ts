export const online = {
  offline: '离线：这里的内容要连上服务器才能看和改。',
  busy: '服务器忙，请稍后再试。',
  tooFast_other: '操作太频繁，请 {{count}} 秒后再试；没有改动任何内容。',
  E_SCOPE: '不在您的辖区内。',
  E_PERMISSION: '您没有这项权限。',
  E_NOT_FOUND: '没有找到，可能已被别人改过。',
  E_REQUEST: '内容不合规定，请检查后再试。',
  other: '没有办成（{{code}}）。',
};
