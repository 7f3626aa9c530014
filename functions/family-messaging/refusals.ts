import { RequestRefusedError } from "../shell/refusals.ts";

/** The id names another message of the thread. */
export function messageExists(id: string): RequestRefusedError {
  return new RequestRefusedError("already-exists", {
    zh: `编号为 ${id} 的消息已经存在，内容不同，没有发送。请重新打开页面再写。`,
    en: `There is a message ${id} with other words; nothing was sent. Open the page anew and write again.`,
  });
}

/** More than somebody writes by hand. */
export function tooManyMessages(waitSeconds: number): RequestRefusedError {
  return new RequestRefusedError("too-often", {
    zh: `短时间内写得太多，没有发送。请在 ${waitSeconds} 秒后再发；紧急情况请打电话。`,
    en: `Too many messages in a short time; nothing was sent. Try again in ${waitSeconds} s; telephone in an emergency.`,
  });
}

export function notAPicture(): RequestRefusedError {
  return new RequestRefusedError("not-a-picture", {
    zh: "这不是可用的照片（JPEG、PNG 或 WebP 静态图，每边不超过 4096 像素），没有发送。请换一张。",
    en: "This is no picture that can be sent (a still JPEG, PNG or WebP of at most 4096 pixels a side); nothing was sent. Take another one.",
  });
}

export function nobodyMaySeeIt(): RequestRefusedError {
  return new RequestRefusedError("nobody-may-see-it", {
    zh: "没有家属获准看照片和视频，没有发送，也没有保存。请先由本人或监护人授权。",
    en: "No relative may see pictures; nothing was sent or kept. The resident or the guardian has to consent first.",
  });
}

export function unknownPicture(id: string): RequestRefusedError {
  return new RequestRefusedError("unknown-picture", {
    zh: `没有编号为 ${id} 的照片。`,
    en: `There is no picture ${id}.`,
  });
}
