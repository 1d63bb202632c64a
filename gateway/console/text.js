// Words in two languages. Codes of the contract that have no word here are shown as they are.
const key = 'clearance.language';

const words = {
  skip: ['Skip to content', '跳到内容'],
  views: ['Views', '视图'],
  board: ['Board', '看板'],
  times: ['Clearance times', '通关时间'],
  docs: ['API', '接口文档'],
  signIn: ['Sign in', '登录'],
  signOut: ['Sign out', '退出'],
  signInTitle: ['Sign in', '登录'],
  signInText: ['Paste an access token. It stays in this browser tab and is sent to this server only.', '请粘贴访问令牌。令牌只保存在本浏览器标签页中，且只发送给本服务器。'],
  signInHint: ['The single process issues tokens itself:', '单进程版可自行签发令牌：'],
  token: ['Access token', '访问令牌'],
  tokenMalformed: ['This is not a token: it should have three parts with dots between them.', '这不是令牌：令牌应由点号分隔的三部分组成。'],
  search: ['Find by number, bill of lading or firm', '按编号、提单号或企业查找'],
  none: ['None', '无'],
  newest: ['The newest 200 declarations are shown.', '仅显示最新的 200 份报关单。'],
  updated: ['Live. Last read at', '实时更新。最近读取时间'],
  offline: ['The server does not answer; trying again.', '服务器没有响应，正在重试。'],
  back: ['Back to the board', '返回看板'],
  facts: ['Declaration', '报关单'],
  timeline: ['Timeline', '时间线'],
  releaseCase: ['Release case', '放行案件'],
  conditions: ['Conditions of release', '放行条件'],
  trail: ['Why, fact by fact', '逐项理由'],
  noCase: ['There is no release case yet: it opens with the acceptance.', '尚无放行案件：报关单被接受后建立。'],
  noTrail: ['Nothing yet.', '暂无。'],
  condition: ['Condition', '条件'],
  verdict: ['Verdict', '结论'],
  since: ['Since', '起始时间'],
  owner: ['Who has to act', '待办方'],
  explanation: ['Explanation', '说明'],
  rule: ['Rule', '规则'],
  version: ['version', '版本'],
  state: ['State', '状态'],
  number: ['Declaration number', '报关单号'],
  unified: ['Unified number', '统一编号'],
  trader: ['Trader', '收发货人'],
  billOfLading: ['Bill of lading', '提单号'],
  tax: ['Taxes', '税款'],
  lane: ['Lane', '通道'],
  road: ['Road', '通关模式'],
  accepted: ['Accepted', '接受申报'],
  arrived: ['Arrived', '运抵'],
  released: ['Released', '放行'],
  clearanceTime: ['Overall clearance time', '整体通关时间'],
  due: ['due', '截止'],
  markDocuments: ['Documents', '单证'],
  markTax: ['Tax', '税款'],
  markControl: ['Control', '查验'],
  markArrived: ['Arrival', '运抵'],
  holdsWord: ['holds', '已满足'],
  waitsWord: ['open', '未满足'],
  failsWord: ['failed', '不通过'],
  count: ['Cases', '案件数'],
  mean: ['Mean', '平均'],
  median: ['Median', '中位数'],
  p90: ['90th percentile', '第90百分位'],
  againstTarget: ['Mean against the target', '平均值与目标对比'],
  target: ['Target: two thirds of the baseline', '目标：基准的三分之二'],
  baseline: ['Baseline', '基准'],
  met: ['target met', '达到目标'],
  missed: ['target missed', '未达目标'],
  noTimes: ['Nothing has been released yet.', '尚无放行记录。'],
  timesCaption: ['Arrival of the goods to release, by road', '按通关模式：货物运抵至放行'],
  all: ['All roads', '全部模式'],
  STATE_DRAFT: ['Draft', '草稿'],
  STATE_ACCEPTED: ['Accepted', '已接受'],
  STATE_RELEASED_PROVISIONALLY: ['Released, secured', '担保放行'],
  STATE_RELEASED: ['Released', '已放行'],
  STATE_CLOSED: ['Closed', '已结关'],
  STATE_WITHDRAWN: ['Withdrawn', '已撤回'],
  STATE_OPEN: ['Open', '待满足条件'],
  STATE_HELD: ['Held', '暂扣'],
  STATE_ASSESSED: ['Assessed', '已核定'],
  STATE_OVERDUE: ['Overdue', '逾期'],
  STATE_SETTLED: ['Settled', '已结清'],
  KIND_DECLARED: ['Declared', '已申报'],
  KIND_DOCUMENTS: ['Documents complete or secured', '单证齐全或已担保'],
  KIND_TAX: ['Tax settled or secured', '税款缴清或已担保'],
  KIND_CONTROL: ['Control done or not required', '查验完成或无需查验'],
  KIND_ARRIVED: ['Goods arrived', '货物运抵'],
  VERDICT_OPEN: ['open', '未满足'],
  VERDICT_HOLDS: ['holds', '已满足'],
  VERDICT_SECURED: ['secured', '已担保'],
  VERDICT_NOT_REQUIRED: ['not required', '无需'],
  VERDICT_FAILED: ['failed', '不通过'],
  LANE_GREEN: ['Green', '绿色通道'],
  LANE_DOCUMENT_REVIEW: ['Document review', '单证审核'],
  LANE_INSPECTION: ['Inspection', '查验'],
  EARLY_DECLARATION: ['Early declaration', '提前申报'],
  RELEASE_BEFORE_REPLENISHING: ['Release before replenishing', '先放后补'],
  SELF_PAYMENT: ['Self-declare, self-pay', '自报自缴'],
  TRADITIONAL: ['Traditional', '传统模式'],
  DIRECTION_IMPORT: ['Import', '进口'],
  DIRECTION_EXPORT: ['Export', '出口'],
  declarant: ['declarant', '申报人'], officer: ['officer', '关员'], supervisor: ['supervisor', '主管关员'], guarantor: ['guarantor', '担保机构'],
  terminal: ['terminal', '码头'], bank: ['bank', '银行'], operator: ['operator', '运维'], partner: ['partner', '合作方'],
};

export function language() {
  return localStorage.getItem(key) ?? (navigator.language.startsWith('zh') ? 'zh' : 'en');
}

export function switchLanguage() {
  localStorage.setItem(key, language() === 'zh' ? 'en' : 'zh');
}

/** A word, or the code itself where there is none. Roads come with and without their prefix. */
export function t(word) {
  const pair = words[word] ?? words[String(word ?? '').replace(/^ROAD_/, '')];
  return pair ? pair[language() === 'zh' ? 1 : 0] : String(word ?? '');
}

/** An instant in the customs territory's time, UTC+8. */
export function time(instant) {
  if (!instant) return '–';
  return new Intl.DateTimeFormat(language() === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Shanghai' })
    .format(new Date(instant));
}

/** Seconds of a duration of the contract, e.g. "5400s". */
export function seconds(duration) {
  return duration ? Number.parseFloat(duration) : null;
}

/** A duration for people. */
export function span(duration) {
  const total = seconds(duration);
  if (total === null) return '–';
  const unit = (value, english, chinese) => `${value}${language() === 'zh' ? ` ${chinese}` : ` ${english}`}`;
  if (Math.abs(total) < 60) return unit(Math.round(total * 10) / 10, 's', '秒');
  if (Math.abs(total) < 3600) return unit(Math.round(total / 60), 'min', '分钟');
  return unit(Math.round(total / 360) / 10, 'h', '小时');
}

/** An amount of money of the contract. */
export function money(amount) {
  if (!amount) return '–';
  const value = Number(amount.units ?? 0) + (amount.nanos ?? 0) / 1e9;
  return `${value.toLocaleString(language() === 'zh' ? 'zh-CN' : 'en-GB', { minimumFractionDigits: 2 })} ${amount.currencyCode ?? ''}`;
}

/** A calendar day of the contract. */
export function day(date) {
  return date ? [date.year, String(date.month).padStart(2, '0'), String(date.day).padStart(2, '0')].join('-') : '–';
}
