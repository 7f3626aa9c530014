import type { Bilingual } from "./http/fields.ts";

const known: Readonly<Record<string, Bilingual>> = {
  timeout: { zh: "对方超时未应答", en: "the other side did not answer in time" },
  "not-answering": {
    zh: "对方连续未应答，稍后重试",
    en: "the other side did not answer several times; tried again soon",
  },
  unreachable: { zh: "无法连接对方", en: "the other side could not be reached" },
  "tls-failed": { zh: "加密连接失败，请检查对方证书", en: "no secure connection: check the other side's certificate" },
  "name-not-found": { zh: "找不到该主机名", en: "the host name was not found" },
  "address-not-allowed": { zh: "该地址不允许访问", en: "that address may not be called" },
  "not-https": { zh: "只允许 https 地址", en: "only https addresses may be called" },
  "unreadable-answer": { zh: "对方的应答无法识别", en: "the other side's answer makes no sense" },
  "bad-secret": { zh: "签名密钥无效，请重新设置", en: "the signing secret is not valid: set it again" },
  "bad-subscription": {
    zh: "浏览器推送登记无效，请在该设备上重新开启",
    en: "the browser's registration is not valid: switch pushes on again there",
  },
  "bad-address": { zh: "收件地址无效", en: "the recipient's address is not valid" },
  "smtp-sign-in": {
    zh: "邮件服务器拒绝登录，请检查用户名和密码",
    en: "the mail server refused the sign-in: check name and password",
  },
  "sns-not-here": { zh: "此部署不能使用 Amazon SNS 短信", en: "text messages by Amazon SNS are not to be had here" },
  "no-channel": { zh: "没有启用的此类通知渠道", en: "no channel of this kind is set up and on" },
  "no-address": { zh: "此人没有登记该渠道的地址", en: "the person has no address for this channel" },
  "unknown-recipient": { zh: "接收人已停用或不存在", en: "the recipient is disabled or gone" },
  "left-facility": { zh: "接收人已不在本机构任职", en: "the recipient holds no role at the facility any more" },
  "no-consent": {
    zh: "发送时已没有知情授权，未发送",
    en: "no consent stood when it was to be sent: it was not",
  },
  "not-wished": {
    zh: "家属已关闭该方式，未发送",
    en: "the relative does not want to be told by this: it was not sent",
  },
  overtaken: { zh: "后来的进展已另行告知", en: "what happened later was told instead" },
  "too-late": { zh: "多次未成功，已过时效", en: "it did not succeed in time" },
  unforeseen: { zh: "系统出错，已记录", en: "something went wrong in the service" },
  "wecom-45009": { zh: "企业微信：机器人发送过于频繁", en: "WeCom: the robot sent too many messages" },
  "wecom-93000": { zh: "企业微信：机器人地址无效或已被移除", en: "WeCom: the robot's address is not valid any more" },
  "dingtalk-300001": { zh: "钉钉：机器人地址无效", en: "DingTalk: the robot's address is not valid" },
  "dingtalk-310000": {
    zh: "钉钉：安全设置不符（加签密钥、关键词或 IP）",
    en: "DingTalk: the robot's security settings do not match (signature, keyword or IP)",
  },
};

const byPrefix: readonly (readonly [RegExp, (code: string) => Bilingual])[] = [
  [/^http-3\d\d$/, () => ({ zh: "对方要求转到别处，未跟随", en: "the other side redirects; that is not followed" })],
  [
    /^http-(401|403)$/,
    (status) => ({ zh: `对方拒绝访问 (HTTP ${status})`, en: `the other side refuses access (HTTP ${status})` }),
  ],
  [/^http-429$/, () => ({ zh: "对方限流，稍后重试", en: "the other side asks for fewer messages" })],
  [/^http-(\d{3})$/, (status) => ({ zh: `对方应答 HTTP ${status}`, en: `the other side answered HTTP ${status}` })],
  [/^smtp-(\d{3})$/, (status) => ({ zh: `邮件服务器应答 ${status}`, en: `the mail server answered ${status}` })],
  [/^wecom-(-?\d+)$/, (code) => ({ zh: `企业微信返回错误 ${code}`, en: `WeCom answered error ${code}` })],
  [/^dingtalk-(-?\d+)$/, (code) => ({ zh: `钉钉返回错误 ${code}`, en: `DingTalk answered error ${code}` })],
  [/^sns-(\w+)$/, (name) => ({ zh: `Amazon SNS 返回 ${name}`, en: `Amazon SNS answered ${name}` })],
];

/** What came of an attempt to send, in words; for codes of a later version the code itself. */
export function sendFaultText(code: string): Bilingual {
  const words = Object.hasOwn(known, code) ? known[code] : undefined;
  if (words !== undefined) return words;
  for (const [pattern, text] of byPrefix) {
    const match = pattern.exec(code);
    if (match !== null) return text(match[1] ?? "");
  }
  return { zh: code, en: code };
}
