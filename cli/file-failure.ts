import { CommandFailedError } from "./failure.ts";

const reasons: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  ENOENT: ["没有这个文件或目录", "there is no such file or folder"],
  ENOTDIR: ["路径中有文件被当作目录", "a file stands where a folder is expected"],
  EISDIR: ["是目录，应为文件", "it is a folder, and a file is expected"],
  EEXIST: ["已经存在", "it exists already"],
  EACCES: ["没有权限", "this user may not"],
  EPERM: ["没有权限", "this user may not"],
  EROFS: ["磁盘是只读的", "the disk is read-only"],
  ENOSPC: ["磁盘已满", "the disk is full"],
  EDQUOT: ["磁盘配额已用完", "the disk quota is used up"],
  ENAMETOOLONG: ["路径过长", "the path is too long"],
  ELOOP: ["符号链接成环", "its symbolic links go round in a circle"],
  ENOTEMPTY: ["目录不是空的", "the folder is not empty"],
  EMFILE: ["打开的文件过多", "too many files are open"],
};

/** A failure of the file system in one line that names the path; undefined for any other error. */
export function fileFailure(error: unknown): CommandFailedError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (code === undefined || path === undefined || syscall === undefined) return undefined;
  // A folder that is there is made again without a word; a file in its place is not.
  const reason = code === "EEXIST" && syscall === "mkdir" ? "ENOTDIR" : code;
  const [zh, en] = reasons[reason] ?? [`${syscall}：${code}`, `${syscall}: ${code}`];
  return new CommandFailedError(
    { zh: `${path} 不能使用：${zh}（${code}）`, en: `${path} cannot be used: ${en} (${code})` },
    { cause: error, facts: { path, code } },
  );
}
