import { RequestRefusedError } from "../shell/refusals.ts";

/** A channel that does not exist, or is not the caller's to set. */
export function unknownChannel(id: string): RequestRefusedError {
  return new RequestRefusedError("unknown-channel", {
    zh: `没有编号为 ${id} 的通知渠道，未做任何改动。请核对编号。`,
    en: `There is no channel ${id}; nothing was changed. Check the id.`,
  });
}

/** A channel that somebody else changed or removed since it was seen. */
export function channelChangedByOthers(id: string): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: `通知渠道 ${id} 已被别人改动，本次未做改动。请刷新后重试。`,
    en: `Somebody else changed channel ${id}; nothing was changed. Reload and try again.`,
  });
}

/** The caller's own entry is being written by others. */
export function ownEntryChanged(): RequestRefusedError {
  return new RequestRefusedError("version-conflict", {
    zh: "您的账号资料正在被别处改动，本次未做改动。请重试。",
    en: "Your own entry is being changed elsewhere; nothing was changed. Try again.",
  });
}

/** Nobody whom the message could go to. */
export function noAddress(): RequestRefusedError {
  return new RequestRefusedError("no-address", {
    zh: "没有可以接收的地址，未发送。请先登记手机、邮箱，或在此设备上开启推送，并确认相应渠道已启用。",
    en: "There is no address to send to; nothing was sent. Enter a telephone number or e-mail address or switch pushes on here, and see that the channel is on.",
  });
}

/** More tests than one needs to set up a telephone. */
export function testsTooOften(waitSeconds: number): RequestRefusedError {
  return new RequestRefusedError("too-often", {
    zh: `测试消息发送过于频繁，未发送。每人、每个接收方十分钟内最多五次，请在 ${waitSeconds} 秒后重试。`,
    en: `Too many test messages; nothing was sent. Whoever asks and whoever gets them have five in ten minutes: try again in ${waitSeconds} s.`,
  });
}

/** For routes that are about a person of their own, and for a scope that is not the caller's. */
export function notForYou(): RequestRefusedError {
  return new RequestRefusedError("no-access", {
    zh: "这个账号没有这项权限，未做任何改动。",
    en: "This account may not do that; nothing was changed.",
  });
}

/** Browsers know the service by one pair of keys: another one, or none, and all of them would have to register again. */
export function pushesByThemselves(): RequestRefusedError {
  const expected = {
    zh: "浏览器推送由系统自动建立，且只有一个",
    en: "the service makes its one channel for pushes itself",
  };
  return new RequestRefusedError(
    "invalid-request",
    {
      zh: "浏览器推送由系统自动建立，不能新增或删除，未做任何改动。可以停用，或修改联系地址。",
      en: "The channel for pushes makes itself and can be neither added nor removed; nothing was changed. Switch it off, or change its contact.",
    },
    [{ pointer: "#/settings/kind", expected: "another kind", messages: expected }],
  );
}
